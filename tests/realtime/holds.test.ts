import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOLD_SEC } from '../../shared/domain/hold.ts';
import type { DoctorId } from '../../shared/ids.ts';
import type { ActorName } from '../support/actors.ts';
import { insertType } from '../support/factories.ts';
import { reasonOf } from '../support/refusal.ts';
import { nowMs, openScreen, type Screen } from '../support/screen.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, bookInput, DAY, newRequestId, wall } from '../support/visits.ts';

type Board = Screen & {
  /** Resolves once what is held is so many. */
  sees(count: number): Promise<number>;
};

let clinic: ListeningClinic;
let boards: Board[];
beforeEach(async () => {
  clinic = await listen();
  boards = [];
});
afterEach(async () => {
  for (const board of boards) board.close();
  await clinic.close();
});

async function openBoard(name: ActorName): Promise<Board> {
  const screen = await openScreen(clinic.url, clinic.tokens[name]);
  const waiting = new Set<() => void>();
  screen.socket.on('held', () => {
    for (const look of waiting) look();
  });
  const sees = (count: number) =>
    new Promise<number>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${screen.held.slots.length} held, not ${count}`)),
        5_000,
      );
      const look = () => {
        if (screen.held.slots.length !== count) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(nowMs());
      };
      waiting.add(look);
      look();
    });
  const board = { ...screen, sees };
  boards.push(board);
  return board;
}

const slotAt = (time: string, doctorId: DoctorId = clinic.cast.doctor) => ({
  doctorId,
  startsAt: wall(time),
  durationMin: 30,
});
/** The screen goes on saying that its dialog is open. */
function keepHolding({ socket }: Board): () => void {
  const timer = setInterval(() => socket.emit('holding', () => undefined), 300);
  return () => clearInterval(timer);
}
const openings = async () => {
  const { doctor, type } = clinic.cast;
  const asked = { doctorId: doctor, appointmentTypeId: type, from: DAY, to: DAY };
  return (await clinic.call(clinic.actors.patient).schedule.slots(asked)).slots.map(
    ({ startsAt }) => startsAt,
  );
};

describe('a slot chosen in a dialog', () => {
  it('is on the other boards at once: who, where, until when, and nothing of a patient', async () => {
    const [first, second] = [await openBoard('reception'), await openBoard('reception')];
    const since = nowMs();
    const id = await first.socket.emitWithAck('hold', slotAt('10:00'));
    const seenAt = await second.sees(1);
    console.log(`a hold was on the other board after ${Math.round(seenAt - since)} ms`);

    expect(second.held.slots).toEqual([
      {
        id,
        byName: 'Rita Desk',
        doctorId: clinic.cast.doctor,
        startsAt: wall('10:00'),
        endsAt: wall('10:30'),
        expiresAt: expect.any(String) as string,
      },
    ]);
    const [slot] = second.held.slots;
    const left = Date.parse(slot?.expiresAt ?? '') - Date.parse(clinic.clock.now());
    expect(left).toBe(HOLD_SEC * 1000);
  });

  it('is one a screen: another choice takes its place, and the dialog’s end lets it go', async () => {
    const [first, second] = [await openBoard('reception'), await openBoard('reception')];
    await first.socket.emitWithAck('hold', slotAt('10:00'));
    const stop = keepHolding(first);
    await second.sees(1);
    await first.socket.emitWithAck('hold', slotAt('11:00', clinic.cast.otherDoctor));
    await expect.poll(() => second.held.slots.map(({ startsAt }) => startsAt)).toEqual([wall('11:00')]);
    stop();
    first.socket.emit('release', () => undefined);
    await second.sees(0);
  });

  it('is shown to a board that opens later, and to a doctor in the own calendar alone', async () => {
    const desk = await openBoard('reception');
    const stop = keepHolding(desk);
    await desk.socket.emitWithAck('hold', slotAt('10:00'));
    const [later, doctor, other] = [
      await openBoard('reception'),
      await openBoard('doctor'),
      await openBoard('otherDoctor'),
    ];
    await Promise.all([later.sees(1), doctor.sees(1)]);
    await other.socket.emitWithAck('ping');

    expect(other.held.slots).toEqual([]);
    stop();
  });

  it('is not offered to patients, who cannot take it either; the desk may go ahead', async () => {
    const desk = await openBoard('reception');
    const stop = keepHolding(desk);
    expect(await openings()).toContain(wall('10:00'));
    await desk.socket.emitWithAck('hold', slotAt('10:00'));

    expect(await openings()).not.toContain(wall('10:00'));
    expect(await openings()).toContain(wall('10:30'));
    const { patientId: _, ...online } = bookInput(clinic, { startsAt: wall('10:00') });
    const asked = {
      doctorId: online.doctorId,
      appointmentTypeId: online.appointmentTypeId,
      startsAt: wall('10:00'),
      requestId: newRequestId(),
    };
    const patient = clinic.call(clinic.actors.patient);
    expect(await reasonOf(patient.appointments.bookOnline(asked))).toBe('slot_taken');
    const own = await book(clinic, { startsAt: wall('13:00') });
    const move = { id: own.id, startsAt: wall('10:00'), expectedVersion: 1, requestId: newRequestId() };
    expect(await reasonOf(patient.appointments.moveOwn(move))).toBe('slot_taken');
    const booked = await book(clinic, {
      startsAt: wall('10:00'),
      patientId: clinic.cast.otherPatient,
    });
    expect(booked.status).toBe('booked');
    stop();
  });
});

describe('a hold beside a visit with buffers', () => {
  it('keeps the buffers of the patients’ visits out, too', async () => {
    const type = await clinic.db.transact(({ q }) =>
      insertType(q, { name: 'Long', bufferAfterMin: 15, doctorIds: [clinic.cast.doctor] }),
    );
    const desk = await openBoard('reception');
    const stop = keepHolding(desk);
    const offered = async () => {
      const asked = { doctorId: clinic.cast.doctor, appointmentTypeId: type, from: DAY, to: DAY };
      const { slots } = await clinic.call(clinic.actors.patient).schedule.slots(asked);
      return slots.map(({ startsAt }) => startsAt);
    };
    expect(await offered()).toContain(wall('09:30'));
    await desk.socket.emitWithAck('hold', slotAt('10:00'));

    expect(await offered()).not.toContain(wall('09:30'));
    expect(await offered()).toContain(wall('09:15'));
    const { doctor: doctorId } = clinic.cast;
    const online = { doctorId, appointmentTypeId: type, startsAt: wall('09:30'), requestId: newRequestId() };
    const { appointments } = clinic.call(clinic.actors.patient);
    expect(await reasonOf(appointments.bookOnline(online))).toBe('slot_taken');
    stop();
  });
});

describe('a hold ends', () => {
  it('within two seconds when the network is pulled: a line that stays open and says nothing', async () => {
    const [first, second] = [await openBoard('reception'), await openBoard('reception')];
    const stop = keepHolding(first);
    await first.socket.emitWithAck('hold', slotAt('10:00'));
    await second.sees(1);
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    expect(second.held.slots).toHaveLength(1);
    stop();
    const pulledAt = nowMs();
    const goneAt = await second.sees(0);
    console.log(`a pulled network: gone after ${Math.round(goneAt - pulledAt)} ms`);

    expect(goneAt - pulledAt).toBeLessThan(2_000);
    expect(first.socket.connected).toBe(true);
  });

  it('after two minutes by the clinic’s clock, however long the dialog stays open', async () => {
    const [first, second] = [await openBoard('reception'), await openBoard('reception')];
    const stop = keepHolding(first);
    await first.socket.emitWithAck('hold', slotAt('10:00'));
    await second.sees(1);
    clinic.clock.advance({ minutes: HOLD_SEC / 60 });
    await second.sees(0);
    stop();
    expect(await openings()).toContain(wall('10:00'));
  });

  it('at once with its line, its sign-in and its lock', async () => {
    const watching = await openBoard('reception');
    const lock = () => clinic.call(clinic.actors.doctor).auth.lock({});
    for (const end of [async (board: Board) => board.close(), lock]) {
      const board = await openBoard('doctor');
      await board.socket.emitWithAck('hold', slotAt('10:00'));
      await watching.sees(1);
      const endedAt = nowMs();
      await end(board);
      expect((await watching.sees(0)) - endedAt).toBeLessThan(1_000);
    }
  });
});

describe('a hold is refused', () => {
  it('in a colleague’s calendar, to patients and admins, and with anything but a slot', async () => {
    const doctor = await openBoard('doctor');
    expect(await doctor.socket.emitWithAck('hold', slotAt('10:00', clinic.cast.otherDoctor))).toBeNull();
    for (const name of ['patient', 'admin'] as const) {
      const { socket } = await openBoard(name);
      await expect(socket.timeout(300).emitWithAck('hold', slotAt('10:00'))).rejects.toThrow('timed out');
    }
    const desk = await openBoard('reception');
    for (const wrong of [
      null,
      { ...slotAt('10:00'), patientId: clinic.cast.patient },
      { ...slotAt('10:00'), durationMin: 100_000 },
      { ...slotAt('10:00'), startsAt: 'tomorrow' },
    ]) {
      expect(await desk.socket.emitWithAck('hold', wrong as never)).toBeNull();
    }
    expect(desk.held.slots).toEqual([]);
    expect(desk.socket.connected).toBe(true);
  });
});
