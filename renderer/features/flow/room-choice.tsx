import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { RoomNow } from '../../../shared/contracts/rooms.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useErrorText } from '../../lib/errors.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import classes from './rooms.module.css';

type Props = { readonly visit: AppointmentDto; readonly rooms: readonly RoomNow[] };

/** For who has no room: into one that is free, and in with them. */
export function RoomChoice({ visit, rooms }: Props) {
  const { t } = useTranslation('flow');
  const goInto = useGoInto(visit);
  const [isOpen, setOpen] = useState(false);
  const free = rooms.filter(({ state }) => state !== 'occupied');
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {t('rooms.choose')}
      </Button>
      <DialogFrame
        title={t('rooms.chooseFor', { name: fullName(visit.patient) })}
        size={360}
        isOpen={isOpen}
        onClose={close}
      >
        {free.length === 0 && <p className={classes.none}>{t('rooms.noneFree')}</p>}
        <ul className={classes.choices}>
          {free.map((room, index) => (
            <li key={room.id}>
              <Button
                variant="default"
                fullWidth
                data-autofocus={index === 0 || undefined}
                onClick={() => {
                  close();
                  void goInto(room);
                }}
              >
                {room.name}
                {room.state === 'to_clean' && ` (${t('rooms.to_clean')})`}
              </Button>
            </li>
          ))}
        </ul>
      </DialogFrame>
    </>
  );
}

function useGoInto(visit: AppointmentDto) {
  const { t } = useTranslation('flow');
  const api = useTRPCClient();
  const keys = useTRPC();
  const queryClient = useQueryClient();
  const tasks = useDeskTasks();
  const say = useActToast();
  const errorText = useErrorText();
  return async ({ id: roomId, name: room }: RoomNow): Promise<void> => {
    const name = fullName(visit.patient);
    const { id, version: expectedVersion } = visit;
    try {
      const going = { id, status: 'in_room', roomId, expectedVersion } as const;
      const answer = await api.appointments.setStatus.mutate(going);
      putVisit(queryClient, keys, answer);
      say(t('rooms.intoRoom', { name, room }), { undo: () => tasks.undoOf(answer) });
    } catch (error) {
      say(t('rooms.notInto', { name, room, why: errorText(error) }), { isBad: true });
    }
    void queryClient.invalidateQueries(keys.flow.pathFilter());
  };
}
