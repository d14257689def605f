import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../../shared/ids.ts';
import { AppError } from '../../../shared/errors.ts';
import { insertDoctor, insertPatient, insertRoom, insertVisit } from '../../support/factories.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { unguarded } from '../../support/unguarded.ts';
import { book, DAY, wall } from '../../support/visits.ts';

/**
 * The last wall against a double booking is the database's. These tests go past every service, with plain
 * SQL, as an import, a repair script or a bug would.
 */
let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

type Over = Partial<Parameters<typeof insertVisit>[1]>;

function put(over: Over = {}): Promise<AppointmentId> {
  const { doctor, patient, type } = clinic.cast;
  return clinic.db.transact(({ q }) =>
    insertVisit(q, {
      doctorId: doctor,
      patientId: patient,
      appointmentTypeId: type,
      startsAt: wall('10:00'),
      ...over,
    }),
  );
}

/** Another doctor, patient and no room: meets nothing of the first visit but what a test says. */
async function apart(over: Over = {}): Promise<AppointmentId> {
  return put({ doctorId: clinic.cast.otherDoctor, patientId: clinic.cast.otherPatient, ...over });
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

function run(sql: string, ...values: unknown[]): string {
  try {
    unguarded(clinic.db.file)
      .prepare(sql)
      .run(...values);
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const at = (time: string, day: string = DAY) => wall(time, day);
const sameDoctor = (over: Over) => put({ patientId: clinic.cast.otherPatient, ...over });

describe('inserting a visit', () => {
  it.each([
    ['the same time', '10:00', 30],
    ['an overlap at its start', '09:45', 30],
    ['an overlap at its end', '10:15', 30],
    ['a longer one around it', '09:00', 120],
    ['a shorter one within it', '10:10', 10],
  ])('refuses %s of the doctor', async (_name, time, minutes) => {
    await put();

    expect(await refusalOf(sameDoctor({ startsAt: at(time), minutes }))).toBe('slot_taken');
  });

  it('lets visits touch, end to start and start to end', async () => {
    await put();

    expect(await refusalOf(sameDoctor({ startsAt: at('10:30') }))).toBe('accepted');
    expect(await refusalOf(sameDoctor({ startsAt: at('09:30') }))).toBe('accepted');
  });

  it('refuses the patient elsewhere and the taken room', async () => {
    await put({ roomId: clinic.cast.room });
    const { patient, room } = clinic.cast;

    expect(await refusalOf(apart({ patientId: patient, startsAt: at('10:15') }))).toBe('patient_busy');
    expect(await refusalOf(apart({ roomId: room, startsAt: at('10:15') }))).toBe('room_taken');
    expect(await refusalOf(apart({ startsAt: at('10:15') }))).toBe('accepted');
  });

  it('counts the busy time with its buffers for doctor and room, the visit alone for the patient', async () => {
    const buffers = { busyStart: at('09:50') as never, busyEnd: at('10:45') as never };
    await put({ ...buffers, roomId: clinic.cast.room });
    const { patient, room } = clinic.cast;

    expect(await refusalOf(sameDoctor({ startsAt: at('10:30'), minutes: 10 }))).toBe('slot_taken');
    expect(await refusalOf(apart({ roomId: room, startsAt: at('10:30'), minutes: 10 }))).toBe('room_taken');
    expect(await refusalOf(apart({ patientId: patient, startsAt: at('10:30'), minutes: 10 }))).toBe(
      'accepted',
    );
  });

  it('refuses two in one statement, as a bulk import writes them', async () => {
    await put();
    unguarded(clinic.db.file).exec('CREATE TEMP TABLE incoming AS SELECT * FROM appointment');
    clinic.db.file.exec(`UPDATE incoming SET id = 'a' || id, patient_id = '${clinic.cast.otherPatient}'`);
    const columns = (clinic.db.file.pragma('table_info(incoming)') as { name: string }[])
      .map((column) => column.name)
      .filter((name) => name !== 'is_long')
      .join(', ');

    expect(run(`INSERT INTO appointment (${columns}) SELECT ${columns} FROM incoming`)).toBe(
      'medlink:slot_taken',
    );
    expect(run(`INSERT OR IGNORE INTO appointment (${columns}) SELECT ${columns} FROM incoming`)).toBe(
      'medlink:slot_taken',
    );
    expect(run(`INSERT OR REPLACE INTO appointment (${columns}) SELECT ${columns} FROM incoming`)).toBe(
      'medlink:slot_taken',
    );
  });

  it('forgets visits that no longer block, and lets those be written anywhere', async () => {
    await put();

    for (const status of ['cancelled', 'no_show', 'left', 'entered_in_error'] as const) {
      const over: Over = { status, ...(status === 'cancelled' && { cancelCode: 'pat' as const }) };
      expect(await refusalOf(sameDoctor(over))).toBe('accepted');
    }
    const others = { doctorId: clinic.cast.otherDoctor };
    const id = await put({ ...others, patientId: clinic.cast.otherPatient });
    expect(run(`UPDATE appointment SET status = 'no_show' WHERE id = ?`, id)).toBe('accepted');
    expect(await refusalOf(put({ ...others, patientId: clinic.cast.otherPatient }))).toBe('accepted');
  });
});

describe('changing a visit', () => {
  it('refuses a move, a longer stay, another doctor, patient or room', async () => {
    await put({ roomId: clinic.cast.room });
    const { doctor, patient, room } = clinic.cast;
    const id = await apart({ startsAt: at('11:00'), roomId: null });
    const set = (columns: string, ...values: unknown[]) =>
      run(`UPDATE appointment SET ${columns} WHERE id = ?`, ...values, id);
    const times = [at('10:15'), at('10:45'), at('10:15'), at('10:45')];
    const move = 'starts_at = ?, ends_at = ?, busy_start = ?, busy_end = ?';

    expect(set(`doctor_id = ?, ${move}`, doctor, ...times)).toBe('medlink:slot_taken');
    expect(set(`patient_id = ?, ${move}`, patient, ...times)).toBe('medlink:patient_busy');
    expect(set(`room_id = ?, ${move}`, room, ...times)).toBe('medlink:room_taken');
    expect(set(move, ...times)).toBe('accepted');
    expect(set('doctor_id = ?', doctor)).toBe('medlink:slot_taken');
    expect(set('patient_id = ?', patient)).toBe('medlink:patient_busy');
    expect(set('room_id = ?', room)).toBe('medlink:room_taken');
  });

  it('refuses an earlier begin and a later end into a neighbour', async () => {
    const first = await put();
    const second = await sameDoctor({ startsAt: at('10:30') });

    expect(
      run('UPDATE appointment SET ends_at = ?, busy_end = ? WHERE id = ?', at('10:35'), at('10:35'), first),
    ).toBe('medlink:slot_taken');
    expect(run('UPDATE appointment SET busy_start = ? WHERE id = ?', at('10:25'), second)).toBe(
      'medlink:slot_taken',
    );
  });

  it('refuses reopening into a time given away meanwhile', async () => {
    const first = await put({ status: 'cancelled', cancelCode: 'pat' });
    await sameDoctor({ startsAt: at('10:15') });

    expect(run(`UPDATE appointment SET status = 'booked', cancel_code = NULL WHERE id = ?`, first)).toBe(
      'medlink:slot_taken',
    );
  });

  it('refuses the second of two visits moved by one statement', async () => {
    await put();
    await sameDoctor({ startsAt: at('11:00') });

    expect(
      run(
        `UPDATE appointment SET starts_at = ?, ends_at = ?, busy_start = ?, busy_end = ?`,
        ...[at('12:00'), at('12:30'), at('12:00'), at('12:30')],
      ),
    ).toBe('medlink:slot_taken');
  });

  it('lets everything else of a visit change', async () => {
    const first = await put();
    await sameDoctor({ isOverride: 1, overrideReason: 'Acute' });

    expect(run(`UPDATE appointment SET status = 'arrived', reason = 'Cough' WHERE id = ?`, first)).toBe(
      'accepted',
    );
  });
});

describe('the override flag', () => {
  it('is honoured for the doctor alone', async () => {
    await put({ roomId: clinic.cast.room });
    const over = { isOverride: 1, overrideReason: 'Acute' } as const;

    expect(await refusalOf(put({ ...over }))).toBe('patient_busy');
    expect(await refusalOf(sameDoctor({ ...over, roomId: clinic.cast.room }))).toBe('room_taken');
    expect(await refusalOf(sameDoctor({ ...over }))).toBe('accepted');
  });

  it('needs its reason, and cannot be taken off while the visits overlap', async () => {
    await put();
    expect(await refusalOf(sameDoctor({ isOverride: 1 }))).toContain('CHECK constraint failed');
    const id = await sameDoctor({ isOverride: 1, overrideReason: 'Acute' });

    expect(run('UPDATE appointment SET is_override = 0 WHERE id = ?', id)).toBe('medlink:slot_taken');
  });

  it('lets an ordinary visit in beside it no more than beside any other', async () => {
    await put({ isOverride: 1, overrideReason: 'Acute' });

    expect(await refusalOf(sameDoctor({}))).toBe('slot_taken');
  });
});

describe('visits over midnight and longer than a day', () => {
  const MINUTES_A_DAY = 24 * 60;

  it.each([
    { name: 'over midnight', from: at('23:45', '2026-03-02'), minutes: 45, later: '00:10' },
    { name: 'of exactly a day', from: at('10:30', '2026-03-02'), minutes: MINUTES_A_DAY, later: '10:15' },
    { name: 'of three days', from: at('12:00', '2026-02-28'), minutes: 3 * MINUTES_A_DAY, later: '10:00' },
    { name: 'of forty days', from: at('12:00', '2026-02-01'), minutes: 40 * MINUTES_A_DAY, later: '10:00' },
  ])('are seen: one $name', async ({ from, minutes, later }) => {
    const { patient, room } = clinic.cast;
    await put({ startsAt: from, minutes, roomId: room });

    expect(await refusalOf(sameDoctor({ startsAt: at(later) }))).toBe('slot_taken');
    expect(await refusalOf(apart({ patientId: patient, startsAt: at(later) }))).toBe('patient_busy');
    expect(await refusalOf(apart({ roomId: room, startsAt: at(later) }))).toBe('room_taken');
  });

  it('refuses a long one over many short ones', async () => {
    await put();

    expect(
      await refusalOf(sameDoctor({ startsAt: at('12:00', '2026-02-01'), minutes: 40 * MINUTES_A_DAY })),
    ).toBe('slot_taken');
  });
});

describe('without the triggers', () => {
  it('a second visit gets in: nothing else in the database would stop it', async () => {
    unguarded(clinic.db.file).exec('DROP TRIGGER appointment_no_overlap_insert');
    await put();

    expect(await refusalOf(sameDoctor({}))).toBe('accepted');
    const pairs = clinic.db.file
      .prepare(
        `SELECT count(*) AS found FROM appointment a JOIN appointment b
           ON a.id < b.id AND a.doctor_id = b.doctor_id AND a.busy_start < b.busy_end AND b.busy_start < a.busy_end`,
      )
      .get();
    expect(pairs).toEqual({ found: 1 });
  });

  it('a moved and a reopened one get in too', async () => {
    await put();
    const other = await sameDoctor({ startsAt: at('11:00') });
    const times = [at('10:15'), at('10:45'), at('10:15'), at('10:45'), other];
    const move =
      'UPDATE appointment SET starts_at = ?, ends_at = ?, busy_start = ?, busy_end = ? WHERE id = ?';

    expect(run(move, ...times)).toBe('medlink:slot_taken');
    unguarded(clinic.db.file).exec('DROP TRIGGER appointment_no_overlap_update');
    expect(run(move, ...times)).toBe('accepted');
  });

  it('twenty bookings at once all get the slot: a storm would be red', async () => {
    unguarded(clinic.db.file).exec('DROP TRIGGER appointment_no_overlap_insert');
    const doctorId = clinic.cast.otherDoctor;
    const patients = await clinic.db.transact(async ({ q }) => {
      const ids = [];
      for (let n = 0; n < 20; n++) ids.push(await insertPatient(q, { familyName: `No ${n}` }));
      return ids;
    });
    const answers = await Promise.allSettled(
      patients.map((patientId) => book(clinic, { doctorId, patientId })),
    );

    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(20);
  });
});

describe('many resources at once', () => {
  it('keeps apart what only looks alike: other doctors, rooms and patients at the same time', async () => {
    await put({ roomId: clinic.cast.room });
    const accepted = await clinic.db.transact(async ({ q }) => {
      let count = 0;
      for (let n = 0; n < 20; n++) {
        await insertVisit(q, {
          doctorId: await insertDoctor(q),
          patientId: await insertPatient(q),
          roomId: await insertRoom(q, `Room ${n + 2}`),
          appointmentTypeId: clinic.cast.type,
          startsAt: at('10:00'),
        });
        count += 1;
      }
      return count;
    });

    expect(accepted).toBe(20);
  });
});
