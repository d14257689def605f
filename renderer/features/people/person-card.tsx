import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserDto } from '../../../shared/contracts/users.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/session.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { IdentityDialog, RoleDialog } from './change-person.tsx';
import classes from './people.module.css';
import { PersonAct } from './person-act.tsx';

export type Act = 'identity' | 'role' | 'active' | 'resetCode' | 'resetFactors';

/** One account in full, and what an administrator can do with it. */
export function PersonCard({ person }: { readonly person: UserDto | undefined }) {
  const { t } = useTranslation(['people', 'common']);
  const [act, setAct] = useState<Act>();
  const me = useMe();
  if (person === undefined)
    return (
      <aside className={classes.card}>
        <p className={classes.soft}>{t('choose')}</p>
      </aside>
    );
  const close = () => setAct(undefined);
  return (
    <aside className={classes.card} aria-label={person.name}>
      <h2 className={classes.cardTitle}>{person.name}</h2>
      <Facts person={person} />
      {person.id === me.userId && <p className={classes.soft}>{t('you')}</p>}
      {person.patientId !== null && <p className={classes.soft}>{t('patientsOwn')}</p>}
      <Acts person={person} isMe={person.id === me.userId} onAct={setAct} />
      {act === 'identity' && <IdentityDialog person={person} onClose={close} />}
      {act === 'role' && <RoleDialog person={person} onClose={close} />}
      {(act === 'active' || act === 'resetCode' || act === 'resetFactors') && (
        <PersonAct act={act} person={person} onClose={close} />
      )}
    </aside>
  );
}

function Facts({ person }: { readonly person: UserDto }) {
  const { t } = useTranslation(['people', 'common']);
  const format = useFormat();
  const doctor = useOverview()?.doctors.find(({ id }) => id === person.doctorId);
  const { lastSignInAt } = person;
  return (
    <dl className={classes.facts}>
      <dt>{t('email')}</dt>
      <dd>{person.email}</dd>
      <dt>{t('role')}</dt>
      <dd>{t(`common:roles.${person.role}`)}</dd>
      {doctor !== undefined && (
        <>
          <dt>{t('doctor')}</dt>
          <dd>{doctor.name}</dd>
        </>
      )}
      <dt>{t('state')}</dt>
      <dd>{t(person.isActive ? 'active' : 'disabled')}</dd>
      <dt>{t('columns.lastSignIn')}</dt>
      <dd>{lastSignInAt === null ? t('never') : format.moment(lastSignInAt)}</dd>
    </dl>
  );
}

type ActsProps = { readonly person: UserDto; readonly isMe: boolean; readonly onAct: (act: Act) => void };

function Acts({ person, isMe, onAct }: ActsProps) {
  const { t } = useTranslation('people');
  const isStaff = person.patientId === null;
  const button = (act: Act, label: string) => (
    <Button variant="default" justify="flex-start" onClick={() => onAct(act)}>
      {label}
    </Button>
  );
  return (
    <div className={classes.acts}>
      {isStaff && button('identity', t('acts.identity'))}
      {isStaff && button('role', t('acts.role'))}
      {isStaff && person.isActive && !isMe && button('resetCode', t('acts.resetCode'))}
      {isStaff && !isMe && button('resetFactors', t('acts.resetFactors'))}
      {!isMe && <EndSessions person={person} />}
      {!isMe && button('active', t(person.isActive ? 'acts.disable' : 'acts.enable'))}
    </div>
  );
}

function EndSessions({ person }: { readonly person: UserDto }) {
  const { t } = useTranslation('people');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const end = useMutation(
    trpc.users.endSessions.mutationOptions({
      onSuccess: ({ ended: count }) =>
        notifications.show({ message: t('ended', { count, name: person.name }) }),
      onError: (error) => notifications.show({ color: 'red', message: errorText(error) }),
    }),
  );
  return (
    <Button
      variant="default"
      justify="flex-start"
      loading={end.isPending}
      onClick={() => end.mutate({ id: person.id })}
    >
      {t('acts.endSessions')}
    </Button>
  );
}
