import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../server/trpc/context.ts';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import type { DoctorId, SpecializationId } from '../../../shared/ids.ts';
import { insertDoctor } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { gatherIn } from '../../support/specializations.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { book, countVisits, DAY, newRequestId, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
/** Practised by both doctors of the cast. */
let cardiology: SpecializationId;
/** Somebody else's. */
let stranger: DoctorId;
beforeEach(async () => {
  clinic = await startClinic();
  cardiology = await gatherIn(clinic, 'Cardiology', [clinic.cast.doctor, clinic.cast.otherDoctor]);
  stranger = await clinic.db.transact(({ q }) => insertDoctor(q, { name: 'Dr. Eva Cor' }));
  clinic.events.length = 0;
});
afterEach(() => clinic.close());

type CreateInput = Parameters<TestApi['requests']['create']>[0];
const asking = (over: Partial<CreateInput> = {}): CreateInput => ({
  specializationId: cardiology,
  date: DAY,
  dayPart: 'morning',
  reason: 'Palpitations',
  requestId: newRequestId(),
  ...over,
});
const ask = (over: Partial<CreateInput> = {}, actor: Actor = clinic.actors.patient) =>
  clinic.call(actor).requests.create(asking(over));
const desk = () => clinic.call(clinic.actors.reception).requests;

type AcceptInput = Parameters<TestApi['requests']['accept']>[0];
const accept = (
  { id, version: expectedVersion }: RequestDto,
  over: Partial<AcceptInput> = {},
  actor: Actor = clinic.actors.reception,
) =>
  clinic.call(actor).requests.accept({
    id,
    appointmentTypeId: clinic.cast.type,
    doctorId: clinic.cast.otherDoctor,
    startsAt: wall('10:00'),
    expectedVersion,
    requestId: newRequestId(),
    ...over,
  });
const stored = ({ id }: RequestDto) => desk().get({ id });

describe('asking any doctor of a specialization', () => {
  it('waits in the desk’s inbox under its name, and in nobody’s calendar', async () => {
    const request = await ask({ urgency: 'high' });

    expect(request).toMatchObject({
      doctorId: null,
      doctorName: null,
      specializationId: cardiology,
      specializationName: 'Cardiology',
      status: 'pending',
      can: { decide: false, cancel: true },
    });
    expect((await desk().list({})).items).toMatchObject([{ id: request.id, can: { decide: true } }]);
    expect((await desk().list({ doctorId: clinic.cast.doctor })).items).toEqual([]);
    expect((await clinic.call(clinic.actors.doctor).requests.list({})).items).toEqual([]);
    expect(clinic.events).toEqual([
      {
        type: 'request.changed',
        id: request.id,
        version: 1,
        doctorId: null,
        patientId: clinic.cast.patient,
      },
    ]);
  });

  it('names a doctor or a specialization, and not both', async () => {
    expect(await refusedFields(ask({ specializationId: null }))).toEqual(['doctorId']);
    expect(await refusedFields(ask({ doctorId: clinic.cast.doctor }))).toEqual(['specializationId']);
    await ask();
    const write = (whom: Partial<RequestDto>) =>
      clinic.db.transact(({ q }) =>
        q
          .updateTable('appointmentRequest')
          .set(whom as Pick<RequestDto, 'doctorId'>)
          .execute(),
      );
    await expect(write({ specializationId: null })).rejects.toThrow('CHECK');
    await expect(write({ doctorId: clinic.cast.doctor })).rejects.toThrow('CHECK');
  });

  it('is refused twice for one day and part of it, while the first waits; one doctor of it may be asked beside', async () => {
    const first = await ask();

    expect(await refusal(ask())).toMatchObject({ reason: 'duplicate_request', status: 409 });
    expect((await ask({ dayPart: 'evening' })).status).toBe('pending');
    expect((await ask({ specializationId: null, doctorId: clinic.cast.doctor })).status).toBe('pending');
    expect((await ask({}, clinic.actors.otherPatient)).status).toBe('pending');
    await desk().reject({ id: first.id, reason: 'Full', expectedVersion: 1 });
    expect((await ask()).status).toBe('pending');
  });

  it('needs a specialization that is known, and somebody of it who takes visits', async () => {
    const unknown = newRequestId() as SpecializationId;
    expect(await refusal(ask({ specializationId: unknown }))).toMatchObject({
      reason: 'not_found',
      fields: ['specializationId'],
    });
    const retired = await clinic.db.transact(({ q }) => insertDoctor(q, { isActive: 0 }));
    const empty = await gatherIn(clinic, 'Urology', [retired]);
    expect(await refusal(ask({ specializationId: empty }))).toMatchObject({
      reason: 'specialization_inactive',
      status: 409,
    });
    expect((await desk().list({})).items).toEqual([]);
  });

  it('is withdrawn by its patient, declined by the desk, and waits again once the no is taken back', async () => {
    const request = await ask();
    const declined = await desk().reject({ id: request.id, reason: 'Full', expectedVersion: 1 });
    const reopened = await desk().reopen({ id: declined.id, expectedVersion: declined.version });

    expect(reopened).toMatchObject({ status: 'pending', specializationId: cardiology, version: 3 });
    const own = clinic.call(clinic.actors.patient).requests;
    expect((await own.cancel({ id: request.id, expectedVersion: 3 })).status).toBe('cancelled');
    expect((await own.listOwn({})).items).toMatchObject([{ specializationName: 'Cardiology' }]);
  });
});

describe('answering a request to any doctor', () => {
  it('books with the doctor the desk has chosen; what was asked for stays written', async () => {
    const request = await ask();
    const { request: accepted, appointment } = await accept(request);

    expect(appointment).toMatchObject({ doctorId: clinic.cast.otherDoctor, source: 'request' });
    expect(accepted).toMatchObject({
      status: 'accepted',
      doctorId: null,
      specializationId: cardiology,
      appointmentId: appointment.id,
    });
    const own = await clinic.call(clinic.actors.patient).appointments.listOwn({});
    expect(own.items).toMatchObject([{ id: appointment.id }]);
  });

  it('is taken back as a whole: no visit, and the request waits for any of them again', async () => {
    const request = await ask();
    const { appointment } = await accept(request);
    await clinic.call(clinic.actors.reception).undo.take({ visit: { id: appointment.id, version: 1 } });

    expect(await rowOf(clinic, appointment.id)).toMatchObject({ status: 'entered_in_error' });
    const again = await stored(request);
    expect(again).toMatchObject({ status: 'pending', doctorId: null, specializationId: cardiology });
    const { appointment: second } = await accept(again, { doctorId: clinic.cast.doctor });
    expect(second.doctorId).toBe(clinic.cast.doctor);
  });

  it('is refused with somebody of another specialization, with nobody, and with somebody unknown', async () => {
    const request = await ask();

    expect(await refusal(accept(request, { doctorId: stranger }))).toMatchObject({
      reason: 'invalid_input',
      fields: ['doctorId'],
    });
    expect(await refusal(accept(request, { doctorId: undefined }))).toMatchObject({
      reason: 'invalid_input',
      fields: ['doctorId'],
    });
    const unknown = newRequestId() as DoctorId;
    expect(await reasonOf(accept(request, { doctorId: unknown }))).toBe('not_found');
    expect(await stored(request)).toMatchObject({ status: 'pending', version: 1 });
    expect(await countVisits(clinic)).toBe(0);
  });

  it('is refused with somebody who has left the specialization, or the clinic, meanwhile', async () => {
    const request = await ask();
    await gatherIn(clinic, 'Urology', [clinic.cast.otherDoctor]);
    const { doctor } = clinic.cast;
    const admin = clinic.call(clinic.actors.admin).clinic;
    const { version: expectedVersion } = await admin.getDoctor({ id: doctor });
    await admin.updateDoctor({ id: doctor, expectedVersion, changes: { isActive: false } });

    expect(await refusedFields(accept(request))).toEqual(['doctorId']);
    expect(await reasonOf(accept(request, { doctorId: doctor }))).toBe('doctor_inactive');
    expect((await stored(request)).status).toBe('pending');
  });

  it('where a doctor was named is with no other', async () => {
    const named = await ask({ specializationId: null, doctorId: clinic.cast.doctor });

    expect(await refusedFields(accept(named))).toEqual(['doctorId']);
    expect(await countVisits(clinic)).toBe(0);
    const { appointment } = await accept(named, { doctorId: clinic.cast.doctor });
    expect(appointment.doctorId).toBe(clinic.cast.doctor);
  });

  it('into a taken time tells who took it and what the chosen doctor has free near it', async () => {
    await book(clinic, { doctorId: clinic.cast.otherDoctor, patientId: clinic.cast.otherPatient });
    const refused = await refusal(accept(await ask()));

    expect(refused).toMatchObject({ reason: 'slot_taken', details: { takenBy: 'Rita Desk' } });
    const near = refused.details['nearest'] as { doctorId: DoctorId }[];
    expect(new Set(near.map(({ doctorId }) => doctorId))).toEqual(new Set([clinic.cast.otherDoctor]));
  });

  it('is the desk’s alone: to a doctor of the specialization the request is not there', async () => {
    const request = await ask();
    const doctor = clinic.call(clinic.actors.doctor).requests;
    const own = { doctorId: clinic.cast.doctor };

    expect(await reasonOf(doctor.get({ id: request.id }))).toBe('not_found');
    expect(await reasonOf(accept(request, own, clinic.actors.doctor))).toBe('not_found');
    const no = { id: request.id, reason: 'Full', expectedVersion: 1 };
    expect(await reasonOf(doctor.reject(no))).toBe('not_found');
    expect(await reasonOf(accept(request, own, clinic.actors.patient))).toBe('forbidden');
    expect(await stored(request)).toMatchObject({ status: 'pending', version: 1 });
  });
});
