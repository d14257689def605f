import type { RoomId } from '../../shared/ids.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { newRequestId } from '../support/visits.ts';

/** What the matrix asks of signals, each from a room of its own. */
export function createSignalInputs(clinic: TestClinic, spareRoom: () => Promise<{ readonly id: RoomId }>) {
  const signal = async () => {
    const { id: roomId } = await spareRoom();
    const { doctor: doctorId } = clinic.cast;
    return { doctorId, roomId, kind: 'nurse', note: '', requestId: newRequestId() } as const;
  };
  const sent = async () => {
    const { id, version } = await clinic.call(clinic.actors.doctor).signals.send(await signal());
    return { id, expectedVersion: version };
  };
  return {
    'signals.listOpen': () => Promise.resolve({}),
    'signals.send': signal,
    'signals.withdraw': sent,
    'signals.take': sent,
    'signals.finish': async () => {
      const { id, version } = await clinic.call(clinic.actors.reception).signals.take(await sent());
      return { id, expectedVersion: version };
    },
  };
}
