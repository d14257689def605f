import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { PASSWORD } from '../../support/actors.ts';
import { readCalendar, type ReadEvent } from '../../support/calendar-file.ts';
import { insertRoom } from '../../support/factories.ts';
import { listen, type ListeningClinic } from '../../support/start-clinic.ts';
import { book, DAY, type MoveInput, newRequestId, wall } from '../../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen({ now: `${DAY}T08:00:00Z` });
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception).appointments;

type Step = {
  readonly what: string;
  readonly act: (visit: AppointmentDto) => Promise<unknown>;
  /** Whether a calendar shows the visit otherwise than before. */
  readonly isSeen: boolean;
  readonly status?: string;
};

const at = ({ id, version: expectedVersion }: AppointmentDto) => ({ id, expectedVersion });
const move = (input: Omit<MoveInput, 'requestId'>) => desk().move({ ...input, requestId: newRequestId() });

const STEPS: readonly Step[] = [
  { what: 'confirmed', isSeen: false, act: (v) => desk().setStatus({ ...at(v), status: 'confirmed' }) },
  { what: 'moved', isSeen: true, act: (v) => move({ ...at(v), startsAt: wall('14:00') }) },
  {
    what: 'made longer',
    isSeen: true,
    act: (v) => move({ ...at(v), startsAt: wall('14:00'), durationMin: 45 }),
  },
  {
    what: 'given another room',
    isSeen: true,
    act: async (v) => {
      const roomId = await clinic.db.transact(({ q }) => insertRoom(q, 'Room 2'));
      return move({ ...at(v), startsAt: wall('14:00'), roomId });
    },
  },
  {
    what: 'cancelled',
    isSeen: true,
    status: 'CANCELLED',
    act: (v) => desk().cancel({ ...at(v), code: 'pat', note: 'Fever' }),
  },
  { what: 'reopened', isSeen: true, act: (v) => desk().setStatus({ ...at(v), status: 'booked' }) },
  {
    what: 'entered in error',
    isSeen: true,
    status: 'CANCELLED',
    act: (v) => desk().setStatus({ ...at(v), status: 'entered_in_error' }),
  },
];

describe('a visit in a calendar', () => {
  it('keeps its name, and its sequence rises whenever a calendar shows it otherwise', async () => {
    const { address } = await clinic
      .call(clinic.actors.doctor)
      .calendars.addFeed({ name: 'Phone', password: PASSWORD });
    const read = async (): Promise<ReadEvent> => {
      const answer = await fetch(`${clinic.url}${new URL(address).pathname}`);
      const [event, ...more] = readCalendar(await answer.text());
      expect(more).toEqual([]);
      return event as ReadEvent;
    };
    const { id } = await book(clinic, { startsAt: wall('10:00') });
    let before = await read();
    expect([before.sequence, before.status]).toEqual([0, 'CONFIRMED']);
    for (const { what, act, isSeen, status = 'CONFIRMED' } of STEPS) {
      await act((await desk().get({ id })).appointment);
      const after = await read();
      const { sequence: was, ...looked } = before;
      const { sequence: is, ...looks } = after;
      expect([what, looks.uid, looks.status]).toEqual([what, before.uid, status]);
      const isOther = JSON.stringify(looks) !== JSON.stringify(looked);
      expect([what, isOther, is > was]).toEqual([what, isSeen, isSeen]);
      before = after;
    }
  });

  it('rises once more when the act is taken back', async () => {
    const { address } = await clinic
      .call(clinic.actors.patient)
      .calendars.addFeed({ name: 'Phone', password: PASSWORD });
    const read = async () =>
      readCalendar(await (await fetch(`${clinic.url}${new URL(address).pathname}`)).text())[0];
    const visit = await book(clinic, { startsAt: wall('10:00') });
    await desk().cancel({ ...at(visit), code: 'pat', note: '' });
    expect(await read()).toMatchObject({ status: 'CANCELLED', sequence: 1 });
    await clinic.call(clinic.actors.reception).undo.take({});
    expect(await read()).toMatchObject({ status: 'CONFIRMED', sequence: 2 });
  });
});
