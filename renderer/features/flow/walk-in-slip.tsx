import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Slip } from '../../ui/slip.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { useTurnWords } from './turn-words.ts';
import { useWaitingRoom } from './use-waiting-room.ts';

type Props = { readonly booked: AppointmentDto; readonly onClose: () => void };

/** What to tell somebody who has just been registered, or to hand over; it follows the line while it is open. */
export function WalkInSlip({ booked, onClose }: Props) {
  const { t } = useTranslation(['flow', 'displays']);
  const format = useFormat();
  const wordsOf = useTurnWords();
  const person = useWaitingRoom().people.find(({ visit }) => visit.id === booked.id);
  const turn = person?.turn ?? null;
  const ticket = person?.ticket ?? null;
  const doctor = useOverview()?.doctors.find(({ id }) => id === booked.doctorId)?.name ?? '';
  const words = turn === null ? undefined : wordsOf(turn);
  const place = t('turn.at', { doctor, time: format.time(booked.startsAt) });
  return (
    <Slip
      title={t('walkIn.done')}
      name={fullName(booked.patient)}
      code={turn === null ? '…' : t('turn.number', { position: turn.position })}
      isPrintedRarely
      onClose={onClose}
    >
      {[
        ticket !== null && t('displays:ticketTold', { ticket }),
        place,
        words !== undefined && `${words.whole} ${words.basis}`,
      ]
        .filter((part) => part !== false)
        .join(' ')}
    </Slip>
  );
}
