import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import classes from './clinic-setup.module.css';
import { useCheckedChange } from './use-checked-change.tsx';

type Named = ClinicOverview['rooms'][number] | ClinicOverview['specializations'][number];
type Kind = 'rooms' | 'fieldsOf';

/** The names that doctors and visits are put under: rooms, and fields of medicine. */
export function RoomsSection({ overview }: { readonly overview: ClinicOverview }) {
  return (
    <div className={classes.section}>
      <NameList kind="rooms" items={overview.rooms} />
      <NameList kind="fieldsOf" items={overview.specializations} />
    </div>
  );
}

function NameList({ kind, items }: { readonly kind: Kind; readonly items: readonly Named[] }) {
  const { t } = useTranslation(['clinicSetup', 'common']);
  const [editing, setEditing] = useState<Named | 'new'>();
  const { save, dialog } = useSaveName(kind);
  return (
    <section className={classes.block} aria-labelledby={kind}>
      <header className={classes.blockHead}>
        <div>
          <h2 id={kind}>{t(`${kind}.title`)}</h2>
          <p className={classes.lead}>{t(`${kind}.lead`)}</p>
        </div>
        <Button variant="default" onClick={() => setEditing('new')}>
          {t(`${kind}.add`)}
        </Button>
      </header>
      {items.length === 0 && <p className={classes.lead}>{t(`${kind}.none`)}</p>}
      <ul className={classes.names}>
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" title={t('rename')} onClick={() => setEditing(item)}>
              {item.name}
              {isGone(item) && <span> {t('rooms.gone')}</span>}
            </button>
          </li>
        ))}
      </ul>
      {editing !== undefined && (
        <FieldsDialog
          title={editing === 'new' ? t(`${kind}.add`) : editing.name}
          save={t('common:actions.save')}
          values={{
            name: editing === 'new' ? '' : editing.name,
            isActive: editing !== 'new' && !isGone(editing),
          }}
          fields={[
            { name: 'name', label: t('name'), isWide: true },
            ...(editing !== 'new' && kind === 'rooms'
              ? [{ name: 'isActive', label: t('rooms.active'), kind: 'check' } as const]
              : []),
          ]}
          onClose={() => setEditing(undefined)}
          onSave={({ name, isActive }) =>
            save(editing === 'new' ? undefined : editing, { name: String(name), isActive: isActive === true })
          }
        />
      )}
      {dialog}
    </section>
  );
}

/** Visits still name it, new ones are not put into it. */
function isGone(item: Named): boolean {
  return 'isActive' in item && !item.isActive;
}

function useSaveName(kind: Kind) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // One for each name: asked again after an answer that was lost, it is the same wish.
  const asked = useRef({ name: '', requestId: '' });
  const { check, dialog } = useCheckedChange();
  const save = async (item: Named | undefined, facts: { name: string; isActive: boolean }): Promise<void> => {
    const { createRoom, createSpecialization, updateRoom, renameSpecialization } = api.clinic;
    const { name } = facts;
    if (asked.current.name !== name) asked.current = { name, requestId: newRequestId() };
    const { requestId } = asked.current;
    if (kind === 'rooms')
      await (item === undefined
        ? createRoom.mutate({ name, requestId })
        : check({ kind: 'room', change: { id: item.id as RoomId, ...facts } }, (touched) =>
            updateRoom.mutate({ id: item.id, ...facts, touched }),
          ));
    else
      await (item === undefined
        ? createSpecialization.mutate({ name, requestId })
        : renameSpecialization.mutate({ id: item.id, name }));
    asked.current = { name: '', requestId: '' };
    await queryClient.invalidateQueries(trpc.clinic.pathFilter());
  };
  return { save, dialog };
}
