import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserId } from '../../../shared/ids.ts';
import { PASSWORD } from '../../support/actors.ts';
import { comeBack } from '../../support/come-back.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { book, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
let desk: TestApi;
let admin: TestApi;
let doctor: TestApi;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const erase = async () => {
  const { patient: patientId } = clinic.cast;
  const wish = { patientId, kind: 'erasure', idDocument: 'passport', requestId: newRequestId() } as const;
  const { id } = await desk.privacy.note(wish);
  await admin.privacy.erase({ id, expectedVersion: 1, password: PASSWORD });
};
const NEXT_DAY = '2026-03-03T15:00:00Z';
const words = { reason: 'Cough', findings: 'Nothing unusual', plan: 'Rest' };

/** Two visits of one day that is over: of one a note is signed. Everybody is there the day after. */
async function twoVisits() {
  const seen = await book(clinic, { startsAt: wall('09:00', '2026-03-03') });
  const other = await book(clinic, { startsAt: wall('11:00', '2026-03-03') });
  const missed = await book(clinic, { startsAt: wall('14:00', '2026-03-03') });
  clinic.clock.set(NEXT_DAY);
  desk = await comeBack(clinic, 'reception');
  admin = await comeBack(clinic, 'admin');
  doctor = await comeBack(clinic, 'doctor');
  const done = { status: 'completed', expectedVersion: 1 } as const;
  for (const { id } of [seen, other]) await desk.appointments.setStatus({ id, ...done });
  await desk.appointments.cancel({ id: missed.id, code: 'pat', expectedVersion: 1 });
  const note = await doctor.notes.sign({ appointmentId: seen.id, ...words, requestId: newRequestId() });
  return { other, missed, note };
}

describe('of somebody who was erased', () => {
  it('no note is signed, and none added to', async () => {
    const { other, note } = await twoVisits();
    await erase();
    const sign = doctor.notes.sign({ appointmentId: other.id, ...words, requestId: newRequestId() });
    const add = doctor.notes.addAddendum({ noteId: note.id, words: 'Again', requestId: newRequestId() });

    expect(await reasonOf(sign)).toBe('chart_erased');
    expect(await reasonOf(add)).toBe('chart_erased');
  });

  it('the visits stay as they are, whatever is said of them', async () => {
    const { other, missed } = await twoVisits();
    await erase();
    const { appointments } = desk;
    const back = { id: other.id, status: 'with_doctor', expectedVersion: 2 } as const;
    const again = { id: missed.id, status: 'booked', expectedVersion: 2 } as const;
    const cancel = { id: other.id, code: 'pat', note: 'Says who it was', expectedVersion: 2 } as const;

    expect(await reasonOf(appointments.setStatus(back))).toBe('chart_erased');
    expect(await reasonOf(appointments.setStatus(again))).toBe('chart_erased');
    expect(await reasonOf(appointments.cancel(cancel))).toBe('chart_erased');
    const { startsAt, doctorId } = { startsAt: wall('10:00', '2026-03-06'), doctorId: clinic.cast.doctor };
    const move = { id: missed.id, startsAt, doctorId, expectedVersion: 2, requestId: newRequestId() };
    expect(await reasonOf(appointments.move(move))).toBe('chart_erased');
    expect((await appointments.get({ id: other.id })).appointment).toMatchObject({ status: 'completed' });
  });

  it('no correction is answered', async () => {
    const own = clinic.call(clinic.actors.patient);
    const asked = await own.corrections.ask({ field: 'other', wanted: 'Brown', requestId: newRequestId() });
    await twoVisits();
    await erase();
    const decline = { id: asked.id, expectedVersion: 1, reason: 'Mrs Lopez is called Lopez' };

    expect(await reasonOf(desk.corrections.decline(decline))).toBe('chart_erased');
  });

  it('the account stays shut, and no code leads into it', async () => {
    await twoVisits();
    await erase();
    const { userId } = clinic.actors.patient;
    const { version } = await accountOf(userId);
    const open = { id: userId, isActive: true, expectedVersion: version, password: PASSWORD };
    const { patient: patientId } = clinic.cast;
    const code = { patientId, document: 'passport', password: PASSWORD } as const;

    expect(await reasonOf(admin.users.setActive(open))).toBe('chart_erased');
    expect(await reasonOf(desk.auth.issuePatientResetCode(code))).toBe('chart_erased');
    expect(await reasonOf(desk.auth.changePatientEmail({ ...code, email: 'new@clinic.test' }))).toBe(
      'chart_erased',
    );
    expect(await accountOf(userId)).toMatchObject({ isActive: 0, version });
  });

  it('there is nobody to wait, to be called again or to be booked for', async () => {
    await twoVisits();
    await erase();
    const { doctor: doctorId, type: appointmentTypeId, patient: patientId } = clinic.cast;
    const who = { patientId, doctorId, appointmentTypeId, requestId: newRequestId() };
    const days = { earliestDate: '2026-03-04', latestDate: '2026-03-20' };

    for (const refused of [
      () => desk.waitlist.add({ ...who, ...days }),
      () => desk.recalls.add({ ...who, dueInMonths: 6 }),
      () => desk.appointments.book({ ...who, startsAt: wall('10:00', '2026-03-06') }),
    ]) {
      expect(['invalid_input', 'not_found']).toContain(await reasonOf(refused()));
    }
    expect(await reasonOf(desk.privacy.placeHold({ patientId, reason: 'A case at court' }))).toBe(
      'not_found',
    );
  });
});

function accountOf(userId: UserId) {
  return clinic.db.read((q) =>
    q.selectFrom('appUser').selectAll().where('id', '=', userId).executeTakeFirstOrThrow(),
  );
}
