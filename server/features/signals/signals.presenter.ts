import type { SignalDto } from '../../../shared/contracts/signals.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { SignalRow } from './signals.repo.ts';

export function presentSignal(row: SignalRow, snapshot: ClinicSnapshot, actor: Actor): SignalDto {
  const { id, version, doctorId, roomId, kind, note, sentAt, takenBy, takenAt, takenByName } = row;
  const mayTake = mayByItself(actor, 'signal.take', { doctorId });
  return {
    id,
    version,
    doctorId,
    kind,
    // Doctors write names there: those who read no board are told what is needed where, and not for whom.
    note: mayByItself(actor, 'board.read', { doctorId }) ? note : '',
    sentAt,
    doctorName: snapshot.doctors.get(doctorId)?.name ?? '',
    room: roomId === null ? null : { id: roomId, name: snapshot.rooms.get(roomId)?.name ?? '' },
    taken: takenAt === null ? null : { by: takenByName ?? '', at: takenAt, isMine: takenBy === actor.userId },
    can: {
      take: mayTake && takenAt === null,
      finish: mayTake && takenAt !== null,
      withdraw: mayByItself(actor, 'signal.send', { doctorId }),
    },
  };
}
