import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertPatient, insertType } from '../../support/factories.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, wall } from '../../support/visits.ts';

/** Monday 2 March 2026, 08:00; both doctors work from 09:00 to 17:00. */
let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

type Asked = Parameters<ReturnType<TestClinic['call']>['booking']['suggest']>[0];
const suggest = (over: Partial<Asked> = {}, as: 'reception' | 'doctor' | 'otherDoctor' = 'reception') =>
  clinic.call(clinic.actors[as]).booking.suggest({ patient: 'lop', ...over });
const startsOf = async (over: Partial<Asked> = {}) => (await suggest(over)).choices.map((c) => c.startsAt);

describe('what a booking line leads to', () => {
  it('offers the next three openings of the whole clinic, each ready to be booked', async () => {
    const { patient, choices, doctorBasis, typeBasis } = await suggest();

    expect(patient?.id).toBe(clinic.cast.patient);
    expect(choices).toHaveLength(3);
    expect([typeBasis, doctorBasis]).toEqual(['open', 'open']);
    for (const { patient: who, type, doctor, startsAt } of choices) {
      const visit = await book(clinic, {
        startsAt,
        patientId: who.id,
        doctorId: doctor.id,
        appointmentTypeId: type.id,
      });
      expect(visit.startsAt).toBe(startsAt);
      await clinic
        .call(clinic.actors.reception)
        .appointments.cancel({ id: visit.id, code: 'pat', expectedVersion: visit.version });
    }
  });

  it('keeps the day, the part of it, the time and the doctor', async () => {
    expect(await startsOf({ from: DAY, days: 1, doctorIds: [clinic.cast.doctor] })).toEqual([
      wall('09:00'),
      wall('09:30'),
      wall('10:00'),
    ]);
    expect((await startsOf({ from: DAY, days: 1, dayPart: 'afternoon' }))[0]).toBe(wall('12:00'));
    expect((await startsOf({ from: DAY, days: 1, time: '10:15' }))[0]).toBe(wall('10:15'));
    const { choices, doctorBasis } = await suggest({ doctorIds: [clinic.cast.otherDoctor] });
    expect(new Set(choices.map(({ doctor }) => doctor.id))).toEqual(new Set([clinic.cast.otherDoctor]));
    expect(doctorBasis).toBe('line');
  });

  it('offers what comes next where nothing is free then, and says that it is not what was asked', async () => {
    const onSaturday = await suggest({ from: '2026-03-07', days: 1, dayPart: 'morning' });
    expect(onSaturday.isNear).toBe(true);
    expect(onSaturday.choices.map(({ startsAt }) => startsAt)).toEqual([
      wall('09:00', '2026-03-09'),
      wall('09:00', '2026-03-09'),
      wall('09:30', '2026-03-09'),
    ]);
    expect((await suggest({ from: DAY, days: 1, dayPart: 'morning' })).isNear).toBe(false);
    await clinic.db.transact(({ q }) => q.deleteFrom('weeklyHours').execute());
    expect(await suggest({ from: DAY, days: 1 })).toMatchObject({ isNear: false, choices: [] });
  });

  it('takes what is not said from the last visit, unless anybody will do', async () => {
    const type = await clinic.db.transact(({ q }) =>
      insertType(q, { name: 'Check', doctorIds: [clinic.cast.otherDoctor] }),
    );
    await book(clinic, { doctorId: clinic.cast.otherDoctor, appointmentTypeId: type });

    const usual = await suggest();
    expect([usual.typeBasis, usual.doctorBasis]).toEqual(['last', 'last']);
    expect(usual.choices.every(({ doctor }) => doctor.id === clinic.cast.otherDoctor)).toBe(true);
    expect(usual.choices[0]?.type.id).toBe(type);
    const anybody = await suggest({ isAnyDoctor: true, appointmentTypeId: clinic.cast.type });
    expect([anybody.typeBasis, anybody.doctorBasis]).toEqual(['line', 'open']);
  });

  it('leaves out when the patient is elsewhere, and says what stands', async () => {
    const visit = await book(clinic, { startsAt: wall('09:00') });
    const wanted = { from: DAY, days: 1, doctorIds: [clinic.cast.otherDoctor] };

    expect(await startsOf(wanted)).not.toContain(wall('09:00'));
    expect((await suggest(wanted)).coming.map(({ id }) => id)).toEqual([visit.id]);
  });

  it('names who shares the phone and comes today', async () => {
    const phone = '+1 555 010-7777';
    const [one, two] = [
      await clinic.db.transact(({ q }) =>
        insertPatient(q, { familyName: 'Household', givenName: 'Una', phone }),
      ),
      await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Other', givenName: 'Duo', phone })),
    ];
    const today = await book(clinic, { patientId: two, startsAt: wall('11:00', '2026-03-02') });
    await book(clinic, { patientId: two, startsAt: wall('11:00') });

    const { patient, household } = await suggest({ patient: 'house' });
    expect(patient?.id).toBe(one);
    expect(household.map(({ id }) => id)).toEqual([today.id]);
  });

  it('finds nobody without an error, and takes the one meant of several', async () => {
    expect(await suggest({ patient: 'zzzz' })).toMatchObject({ patients: [], patient: null, choices: [] });
    const twin = await clinic.db.transact(({ q }) =>
      insertPatient(q, { familyName: 'Lopez', givenName: 'Zoe' }),
    );
    const { patient, choices } = await suggest({ patientId: twin });
    expect(patient?.id).toBe(twin);
    expect(choices[0]?.patient.id).toBe(twin);
  });

  it('offers a doctor the own calendar and the own patients only', async () => {
    expect((await suggest({}, 'doctor')).patient).toBeNull();
    await book(clinic, { startsAt: wall('09:00') });
    const { patient, choices } = await suggest({ doctorIds: [] }, 'doctor');
    expect(patient?.id).toBe(clinic.cast.patient);
    expect(choices.every(({ doctor }) => doctor.id === clinic.cast.doctor)).toBe(true);
    const foreign = await suggest({ doctorIds: [clinic.cast.otherDoctor] }, 'doctor');
    expect(foreign.choices).toEqual([]);
  });
});
