import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvitationDto, SentInvitation } from '../../../shared/contracts/invitations.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { usePages } from '../../lib/use-pages.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { PasswordAgain } from '../../ui/password-again.tsx';
import { LinkSlip } from './link-slip.tsx';
import classes from './people.module.css';

const A_PAGE = 50;

/** Who has a link and has not come yet. */
export function InvitationList() {
  const { t } = useTranslation('people');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const [again, setAgain] = useState<InvitationDto>();
  const { list, items: invitations } = usePages(
    [...trpc.users.listInvitations.pathKey(), 'pages'],
    (cursor) => api.users.listInvitations.query({ limit: A_PAGE, cursor }),
  );
  if (list.isPending) return <LoadingLines rows={4} />;
  if (list.isError) return <LoadFailed error={list.error} onRetry={() => void list.refetch()} />;
  if (invitations.length === 0)
    return <PageNote icon="person" title={t('invite.empty')} hint={t('invite.emptyHint')} />;
  return (
    <>
      <ul className={classes.invitations}>
        {invitations.map((invitation) => (
          <Entry key={invitation.id} invitation={invitation} onAgain={() => setAgain(invitation)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" onClick={() => void list.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
      {again !== undefined && <SendAgain invitation={again} onClose={() => setAgain(undefined)} />}
    </>
  );
}

type EntryProps = { readonly invitation: InvitationDto; readonly onAgain: () => void };

function Entry({ invitation, onAgain }: EntryProps) {
  const { t } = useTranslation(['people', 'common']);
  const format = useFormat();
  const revoke = useRevoke(invitation);
  const { name, email, role, sentAt, expiresAt, invitedByName } = invitation;
  const isExpired = expiresAt <= format.now();
  return (
    <li className={classes.invitation}>
      <div>
        <span className={classes.strong}>{name}</span>
        <span className={classes.soft}>{email}</span>
        <br />
        {t(`common:roles.${role}`)}
      </div>
      <div className={classes.soft}>
        {t('invite.sent', { when: format.relative(sentAt), name: invitedByName })}
        <br />
        {isExpired ? (
          <span className={classes.expired}>{t('invite.expired')}</span>
        ) : (
          t('invite.until', { when: format.dateTime(expiresAt) })
        )}
      </div>
      <Button variant="default" onClick={onAgain}>
        {t('invite.again')}
      </Button>
      <Button variant="default" loading={revoke.isPending} onClick={() => revoke.mutate(keyOf(invitation))}>
        {t('invite.revoke')}
      </Button>
    </li>
  );
}

function useRevoke({ name }: InvitationDto) {
  const { t } = useTranslation('people');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return useMutation(
    trpc.users.revokeInvitation.mutationOptions({
      onSuccess: () => notifications.show({ message: t('invite.revoked', { name }) }),
      onError: (error) => notifications.show({ color: 'red', message: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries(trpc.users.listInvitations.pathFilter()),
    }),
  );
}

type AgainProps = { readonly invitation: InvitationDto; readonly onClose: () => void };

function SendAgain({ invitation, onClose }: AgainProps) {
  const { t } = useTranslation('people');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [sent, setSent] = useState<SentInvitation>();
  const { name, email } = invitation;
  if (sent?.link) return <LinkSlip name={name} link={sent.link} onClose={onClose} />;
  const send = async (password: string) => {
    const answer = await api.users.resendInvitation.mutate({ ...keyOf(invitation), password });
    await queryClient.invalidateQueries(trpc.users.listInvitations.pathFilter());
    setSent(answer);
    if (answer.link !== null) return;
    notifications.show({ message: t('invite.mailed', { email }) });
    onClose();
  };
  return (
    <PasswordAgain
      title={t('invite.againTitle', { name })}
      confirm={t('invite.again')}
      onClose={() => undefined}
      onCancel={onClose}
      onConfirm={send}
    >
      {t('invite.againLead')}
    </PasswordAgain>
  );
}

function keyOf({ id, version }: InvitationDto) {
  return { id, expectedVersion: version };
}
