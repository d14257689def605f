import { Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserDto } from '../../../shared/contracts/users.ts';
import { type StaffRole, STAFF_ROLES } from '../../../shared/domain/roles.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { PasswordAgain } from '../../ui/password-again.tsx';
import { DoctorSelect } from './doctor-select.tsx';
import classes from './people.module.css';

type Props = { readonly person: UserDto; readonly onClose: () => void };

/** Name and address, with the administrator's password. */
export function IdentityDialog({ person, onClose }: Props) {
  const { t } = useTranslation('people');
  const api = useTRPCClient();
  const saved = useSaved();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email);
  const save = async (password: string) => {
    const key = { id: person.id, expectedVersion: person.version };
    await api.users.changeIdentity.mutate({ ...key, name, email, password });
    await saved();
  };
  return (
    <PasswordAgain
      title={t('identity.title', { name: person.name })}
      confirm={t('identity.save')}
      onClose={onClose}
      onConfirm={save}
    >
      <div className={classes.fields}>
        <TextInput
          label={t('identity.name')}
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('identity.email')}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </div>
    </PasswordAgain>
  );
}

/** Another role, with the administrator's password. */
export function RoleDialog({ person, onClose }: Props) {
  const { t } = useTranslation(['people', 'common']);
  const api = useTRPCClient();
  const saved = useSaved();
  const [role, setRole] = useState<StaffRole>(
    STAFF_ROLES.find((known) => known === person.role) ?? 'receptionist',
  );
  const [doctorId, setDoctorId] = useState<DoctorId | undefined>(person.doctorId ?? undefined);
  const save = async (password: string) => {
    const key = { id: person.id, expectedVersion: person.version };
    await api.users.changeRole.mutate({ ...key, role, ...(role === 'doctor' && { doctorId }), password });
    await saved();
  };
  return (
    <PasswordAgain
      title={t('changeRole.title', { name: person.name })}
      confirm={t('changeRole.save')}
      onClose={onClose}
      onConfirm={save}
    >
      <div className={classes.fields}>
        <span>{t('changeRole.lead')}</span>
        <Select
          label={t('role')}
          value={role}
          allowDeselect={false}
          onChange={(chosen) => setRole(STAFF_ROLES.find((known) => known === chosen) ?? role)}
          data={STAFF_ROLES.map((each) => ({ value: each, label: t(`common:roles.${each}`) }))}
        />
        {role === 'doctor' && <DoctorSelect value={doctorId} onChange={setDoctorId} />}
      </div>
    </PasswordAgain>
  );
}

function useSaved(): () => Promise<void> {
  const { t } = useTranslation('people');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries(trpc.users.pathFilter());
    notifications.show({ message: t('saved') });
  };
}
