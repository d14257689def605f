import { Button, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SentInvitation } from '../../../shared/contracts/invitations.ts';
import { type StaffRole, STAFF_ROLES } from '../../../shared/domain/roles.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { DoctorSelect } from './doctor-select.tsx';
import { LinkSlip } from './link-slip.tsx';
import classes from './people.module.css';

type Values = {
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly doctorId: DoctorId | undefined;
  readonly password: string;
};

const EMPTY: Values = { name: '', email: '', role: 'receptionist', doctorId: undefined, password: '' };

type Props = {
  /** Given up. */
  readonly onClose: () => void;
  readonly onInvited: () => void;
};

/** Somebody who is to work here. */
export function InviteDialog({ onClose, onInvited }: Props) {
  const { t } = useTranslation(['people', 'common']);
  const [sent, setSent] = useState<SentInvitation>();
  const form = useInvite((answer) => {
    if (answer.link === null) {
      notifications.show({ message: t('invite.mailed', { email: answer.invitation.email }) });
      onInvited();
    } else setSent(answer);
  });
  if (sent?.link) return <LinkSlip name={sent.invitation.name} link={sent.link} onClose={onInvited} />;
  return (
    <DeskDialog
      title={t('invite.title')}
      size={460}
      onClose={onClose}
      onSubmit={form.submit}
      notice={form.elsewhere !== undefined && <p role="alert">{form.elsewhere}</p>}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('invite.submit')}
          </Button>
        </>
      }
    >
      <Fields form={form} />
    </DeskDialog>
  );
}

function Fields({ form }: { readonly form: ReturnType<typeof useInvite> }) {
  const { t } = useTranslation(['people', 'common']);
  const { values, set, problemOf } = form;
  return (
    <div className={classes.fields}>
      <span className={classes.soft}>{t('invite.lead')}</span>
      <TextInput
        label={t('invite.name')}
        value={values.name}
        error={problemOf('name')}
        data-autofocus
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('invite.email')}
        type="email"
        value={values.email}
        error={problemOf('email')}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <Select
        label={t('invite.role')}
        value={values.role}
        allowDeselect={false}
        onChange={(chosen) => set({ role: STAFF_ROLES.find((known) => known === chosen) ?? values.role })}
        data={STAFF_ROLES.map((each) => ({ value: each, label: t(`common:roles.${each}`) }))}
      />
      {values.role === 'doctor' && (
        <DoctorSelect
          value={values.doctorId}
          onChange={(doctorId) => set({ doctorId })}
          error={problemOf('doctorId')}
        />
      )}
      <PasswordField
        label={t('invite.password')}
        value={values.password}
        error={problemOf('password')}
        autoComplete="current-password"
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
    </div>
  );
}

function useInvite(onSent: (answer: SentInvitation) => void) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [values, setValues] = useState(EMPTY);
  const [requestId, setRequestId] = useState(newRequestId);
  const [isTried, setTried] = useState(false);
  const invite = useMutation(
    trpc.users.invite.mutationOptions({
      onSuccess: async (answer) => {
        await queryClient.invalidateQueries(trpc.users.pathFilter());
        onSent(answer);
      },
    }),
  );
  const missing = (field: keyof Values) =>
    field === 'doctorId'
      ? values.role === 'doctor' && values.doctorId === undefined
      : (values[field] ?? '').trim() === '';
  const refused = new Map(fieldErrorsOf(invite.error).map(({ path, message }) => [path, message]));
  return {
    values,
    isSending: invite.isPending,
    elsewhere: invite.error !== null && refused.size === 0 ? errorText(invite.error) : undefined,
    problemOf: (field: keyof Values): string | undefined =>
      isTried && missing(field) ? t('form.required') : refused.get(field),
    set: (changes: Partial<Values>) => {
      setValues((before) => ({ ...before, ...changes }));
      // Other words are another act.
      setRequestId(newRequestId());
    },
    submit: () => {
      setTried(true);
      if ((Object.keys(values) as (keyof Values)[]).some(missing) || invite.isPending) return;
      const { doctorId, ...rest } = values;
      invite.mutate({ ...rest, ...(values.role === 'doctor' && { doctorId }), requestId });
    },
  };
}
