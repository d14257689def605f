import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RoomNow } from '../../../shared/contracts/rooms.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { sortName } from '../../ui/visit/patient-line.tsx';
import classes from './rooms.module.css';
import { useRoomMarks } from './use-room-marks.ts';

/** The same strip for a screen that does not know the rooms itself. */
export function BoardRooms() {
  const rooms = useQuery(useTRPC().flow.rooms.queryOptions({})).data?.rooms;
  return rooms === undefined ? null : <RoomStrip rooms={rooms} />;
}

/** Every room of the clinic: free, who is in it, or to be cleaned; one press does what comes next. */
export function RoomStrip({ rooms }: { readonly rooms: readonly RoomNow[] }) {
  const { t } = useTranslation('flow');
  if (rooms.length === 0) return null;
  return (
    <section className={classes.strip} aria-label={t('rooms.label')}>
      <h2 className={classes.label}>{t('rooms.label')}</h2>
      <ul className={classes.rooms}>
        {rooms.map((room) => (
          <li key={room.id}>
            {room.state === 'occupied' ? <Occupied room={room} /> : <Empty room={room} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

const ICONS = { free: 'door', to_clean: 'broom' } as const satisfies Record<string, IconName>;

function Empty({ room }: { readonly room: RoomNow }) {
  const { t } = useTranslation('flow');
  const mark = useRoomMarks();
  const state = room.state === 'to_clean' ? 'to_clean' : 'free';
  return (
    <button
      type="button"
      className={classes.room}
      data-state={state}
      title={t(`rooms.press.${state}`, { room: room.name })}
      onClick={() => void mark(room, state === 'free')}
    >
      <Icon name={ICONS[state]} size={16} />
      <strong>{room.name}</strong> {t(`rooms.${state}`)}
    </button>
  );
}

function Occupied({ room }: { readonly room: RoomNow }) {
  const { t } = useTranslation('flow');
  const format = useFormat();
  const tasks = useDeskTasks();
  const [guest, ...others] = room.guests;
  const minutes = format.minutes(Math.max(0, useMinutesSince(guest?.since ?? format.now())));
  if (guest === undefined) return null;
  const label = t('rooms.press.occupied', {
    room: room.name,
    name: sortName(guest),
    minutes,
    doctor: guest.doctorName,
  });
  return (
    <button
      type="button"
      className={classes.room}
      data-state="occupied"
      title={label}
      onClick={() => tasks.show(guest.visitId)}
    >
      <Icon name="person" size={16} />
      <strong>{room.name}</strong>{' '}
      <span className={classes.who}>{t('rooms.occupied', { name: sortName(guest), minutes })}</span>
      {others.length > 0 && t('rooms.more', { count: others.length })}
    </button>
  );
}
