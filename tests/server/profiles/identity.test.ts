import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PatientId } from '../../../shared/ids.ts';
import { type ActorName, CALLER, PASSWORD } from '../../support/actors.ts';
import { insertVisit } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { inAtOnce } from '../../support/registered.ts';
import { gatherIn } from '../../support/specializations.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const as = (name: ActorName) => clinic.call(clinic.actors[name]);
const check = (document: 'passport' | 'id_card', id = clinic.cast.patient) =>
  as('reception').profiles.recordIdCheck({ id, document, requestId: randomUUID() });
/** Somebody known to the desk who signs up: two charts, the second with the account. */
async function signedUpTwice() {
  const desk = as('reception').patients;
  const person = { givenName: 'Ines', familyName: 'Braun', birthDate: '1991-07-01' };
  const known = await desk.register({ ...person, requestId: randomUUID() });
  const account = { email: 'ines@mail.test', password: PASSWORD, requestId: randomUUID() };
  const { me, accessToken } = inAtOnce(await clinic.call(null).auth.register({ ...person, ...account }));
  const fresh = await desk.get({ id: me.patientId as PatientId });
  return { known, fresh, me, accessToken };
}
const attach = (input: {
  id: PatientId;
  fromId: PatientId;
  expectedVersion?: number;
  confirmedNumber?: number;
}) =>
  as('reception').profiles.attachAccount({
    expectedVersion: 1,
    document: 'id_card',
    requestId: randomUUID(),
    ...input,
  });
const visitOf = (patientId: PatientId, startsAt: string, doctorId = clinic.cast.doctor) =>
  clinic.db.transact(({ q }) =>
    insertVisit(q, { doctorId, patientId, appointmentTypeId: clinic.cast.type, startsAt }),
  );

describe('an ID check at the desk', () => {
  it('is shown on the chart: who, when, which kind of document', async () => {
    const chart = await check('passport');

    expect(chart.idCheck).toEqual({ at: clinic.clock.now(), byName: 'Rita Desk', document: 'passport' });
    expect(chart.version).toBe(2);
    clinic.clock.advance({ minutes: 5 });
    expect((await check('id_card')).idCheck?.document).toBe('id_card');
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'patient.checkIdentity').execute(),
    );
    expect(lines.map(({ patientId, changedFields }) => [patientId, changedFields])).toEqual([
      [clinic.cast.patient, '["idCheck"]'],
      [clinic.cast.patient, '["idCheck"]'],
    ]);
  });

  it('happens once per request id', async () => {
    const input = { id: clinic.cast.patient, document: 'passport' as const, requestId: randomUUID() };
    await as('reception').profiles.recordIdCheck(input);
    await as('reception').profiles.recordIdCheck(input);

    expect((await as('reception').profiles.get({ id: clinic.cast.patient })).version).toBe(2);
  });

  it('knows its kinds of documents, and its desk', async () => {
    const input = { id: clinic.cast.patient, document: 'passport', requestId: randomUUID() } as const;
    expect(
      await refusedFields(as('reception').profiles.recordIdCheck({ ...input, document: 'selfie' as never })),
    ).toEqual(['document']);
    for (const name of ['doctor', 'patient', 'admin'] as const) {
      expect(await reasonOf(as(name).profiles.recordIdCheck(input))).toBe('forbidden');
    }
  });
});

describe('an account of somebody who has a chart already', () => {
  it('keeps what is still owed by either chart', async () => {
    const { known, fresh } = await signedUpTwice();
    const desk = as('reception').patients;
    await desk.edit({ id: known.id, expectedVersion: 1, changes: { owedMinor: 500 } });
    await desk.edit({ id: fresh.id, expectedVersion: 1, changes: { owedMinor: 1250 } });
    await attach({ id: known.id, fromId: fresh.id, expectedVersion: 2 });
    expect((await desk.get({ id: known.id })).owedMinor).toBe(1750);
  });

  it('goes to that chart with its visits and requests; the new chart is closed', async () => {
    const { known, fresh, me, accessToken } = await signedUpTwice();
    const visit = await visitOf(fresh.id, '2026-03-04T09:00:00Z');
    const wish = { patientId: fresh.id, date: '2026-03-05', dayPart: 'morning', reason: 'Cough' } as const;
    const specializationId = await gatherIn(clinic, 'Cardiology', [clinic.cast.otherDoctor]);
    for (const whom of [{ doctorId: clinic.cast.doctor }, { specializationId }]) {
      await as('reception').requests.createFor({ ...wish, ...whom, requestId: randomUUID() });
    }
    const chart = await attach({ id: known.id, fromId: fresh.id });

    expect(chart).toMatchObject({
      id: known.id,
      hasAccount: true,
      mergedInto: null,
      idCheck: { document: 'id_card', byName: 'Rita Desk' },
    });
    expect(await clinic.services.auth.actorFromToken(accessToken)).toBeNull();
    const { actor } = await clinic.services.auth.issueSession(me.userId, CALLER);
    expect(actor.patientId).toBe(known.id);
    const own = await clinic.call(actor).appointments.listOwn({ when: 'upcoming' });
    expect(own.items.map(({ id }) => id)).toEqual([visit]);
    expect((await clinic.call(actor).requests.listOwn({})).items).toHaveLength(2);
    expect((await as('reception').profiles.get({ id: fresh.id })).mergedInto).toBe(known.id);
    const found = await as('reception').patients.find({ query: 'Braun' });
    expect(found.items.map(({ id }) => id)).toEqual([known.id]);
  });

  it('brings along what the person has said of themselves, and what they have asked', async () => {
    const { known, fresh, me } = await signedUpTwice();
    const { actor } = await clinic.services.auth.issueSession(me.userId, CALLER);
    const own = clinic.call(actor);
    const contact = { name: 'Juan', phone: '+1 555 010-7777', relationship: 'Husband' };
    const said = { allergies: 'Penicillin', medication: 'Warfarin', emergencyContact: contact };
    await own.profiles.changeOwn({ ...said, expectedVersion: 1 });
    await clinic.db.transact(({ q }) =>
      q
        .insertInto('patientProfile')
        .values({ patientId: known.id, allergies: 'Latex', bloodType: 'A+' })
        .execute(),
    );
    await own.privacy.askErasure({ requestId: randomUUID() });
    await own.corrections.ask({ field: 'familyName', wanted: 'Brown', requestId: randomUUID() });
    await as('reception').privacy.placeHold({ patientId: fresh.id, reason: 'A case at court' });
    const chart = await attach({ id: known.id, fromId: fresh.id });

    expect(chart).toMatchObject({ emergencyContact: contact, allergyAlert: 'known' });
    const { actor: after } = await clinic.services.auth.issueSession(me.userId, CALLER);
    const joined = clinic.call(after);
    expect(await joined.profiles.own({})).toMatchObject({
      allergies: 'Latex\nPenicillin',
      medication: 'Warfarin',
      bloodType: 'A+',
    });
    expect((await joined.privacy.listOwn({})).items).toMatchObject([{ kind: 'erasure', status: 'open' }]);
    expect((await joined.corrections.listOwn({})).items).toMatchObject([{ wanted: 'Brown', status: 'open' }]);
    const { hold } = await as('reception').privacy.ofPatient({ patientId: known.id });
    expect(hold).toMatchObject({ reason: 'A case at court' });
  });

  it('leaves a closed chart that takes no visits, requests or edits', async () => {
    const { known, fresh } = await signedUpTwice();
    await attach({ id: known.id, fromId: fresh.id });

    const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
    const slot = { doctorId, appointmentTypeId, startsAt: '2026-03-04T09:00:00Z', requestId: randomUUID() };
    expect(await reasonOf(as('reception').appointments.book({ ...slot, patientId: fresh.id }))).toBe(
      'chart_closed',
    );
    const { version } = await as('reception').patients.get({ id: fresh.id });
    const edit = { id: fresh.id, expectedVersion: version, changes: { phone: '555 123' } };
    expect(await reasonOf(as('reception').patients.edit(edit))).toBe('chart_closed');
    expect(await reasonOf(attach({ id: fresh.id, fromId: known.id }))).toBe('stale_version');
    expect(await reasonOf(attach({ id: fresh.id, fromId: known.id, expectedVersion: version }))).toBe(
      'chart_closed',
    );
  });

  it('leaves a closed chart for which nobody waits, asks or is called again', async () => {
    const { known, fresh } = await signedUpTwice();
    await attach({ id: known.id, fromId: fresh.id });
    const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
    const of = (patientId: PatientId) => ({ patientId, doctorId, requestId: randomUUID() });
    const { waitlist, recalls, requests } = as('reception');
    const days = { appointmentTypeId, earliestDate: '2026-03-04', latestDate: '2026-03-20' };
    const due = { appointmentTypeId, dueInMonths: 6 };
    const asked = { date: '2026-03-05', dayPart: 'morning', reason: 'Cough' } as const;

    expect(await reasonOf(waitlist.add({ ...of(fresh.id), ...days }))).toBe('chart_closed');
    expect(await reasonOf(recalls.add({ ...of(fresh.id), ...due }))).toBe('chart_closed');
    expect(await reasonOf(requests.createFor({ ...of(fresh.id), ...asked }))).toBe('chart_closed');
    expect((await waitlist.add({ ...of(known.id), ...days })).patient.id).toBe(known.id);
    expect((await recalls.add({ ...of(known.id), ...due })).patient.id).toBe(known.id);
  });

  it('stays where it is, as a whole, when the person would be in two places', async () => {
    const { known, fresh } = await signedUpTwice();
    await visitOf(fresh.id, '2026-03-04T08:00:00Z');
    await visitOf(fresh.id, '2026-03-04T09:00:00Z');
    await visitOf(known.id, '2026-03-04T09:15:00Z', clinic.cast.otherDoctor);

    expect(await reasonOf(attach({ id: known.id, fromId: fresh.id }))).toBe('patient_busy');
    expect(await as('reception').profiles.get({ id: known.id })).toMatchObject({
      hasAccount: false,
      idCheck: null,
      version: 1,
    });
    const visits = await clinic.db.read((q) =>
      q.selectFrom('appointment').select('id').where('patientId', '=', fresh.id).execute(),
    );
    expect(visits).toHaveLength(2);
  });

  it.each([
    ['the name differs', { givenName: 'Klaus' }],
    ['the birth date differs', { birthDate: '1961-07-01' }],
    ['name and birth date differ', { givenName: 'Klaus', birthDate: '1961-07-01' }],
  ])(
    'of another person, as it seems, wants the number of the chart that is closed: %s',
    async (words, differs) => {
      const { known, fresh } = await signedUpTwice();
      await as('reception').patients.edit({ id: known.id, expectedVersion: 1, changes: differs });
      const charts = { id: known.id, fromId: fresh.id, expectedVersion: 2 };

      for (const confirmedNumber of [undefined, known.chartNumber]) {
        const { fields, details } = await refusal(attach({ ...charts, confirmedNumber }));
        expect(fields).toEqual(['confirmedNumber']);
        expect(JSON.stringify(details)).toContain(words);
      }
      expect(await as('reception').profiles.get({ id: known.id })).toMatchObject({
        hasAccount: false,
        version: 2,
      });

      const joined = await attach({ ...charts, confirmedNumber: fresh.chartNumber });
      expect(joined.hasAccount).toBe(true);
      const lines = await clinic.db.read((q) =>
        q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'patient.attachAccount').execute(),
      );
      expect(lines.map(({ patientId, reason }) => [patientId, reason])).toEqual([
        [known.id, words],
        [fresh.id, words],
      ]);
    },
  );

  it('of one name and birth date, however the name is written, is joined without that, and not marked', async () => {
    const { known, fresh } = await signedUpTwice();
    const changes = { familyName: 'BRAUN', givenName: 'Inés' };
    await as('reception').patients.edit({ id: known.id, expectedVersion: 1, changes });
    await attach({ id: known.id, fromId: fresh.id, expectedVersion: 2 });
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').select('reason').where('subtype', '=', 'patient.attachAccount').execute(),
    );
    expect(lines).toEqual([{ reason: null }, { reason: null }]);
  });

  it('is refused to a chart that has one, from a chart that has none, and from itself', async () => {
    const { known, fresh } = await signedUpTwice();

    expect(await reasonOf(attach({ id: clinic.cast.patient, fromId: fresh.id }))).toBe('account_elsewhere');
    const other = await as('reception').patients.register({
      givenName: 'No',
      familyName: 'Account',
      birthDate: '1990-01-01',
      requestId: randomUUID(),
    });
    expect(
      await reasonOf(attach({ id: known.id, fromId: other.id, confirmedNumber: other.chartNumber })),
    ).toBe('account_elsewhere');
    expect(await refusedFieldsOfMissing(known.id)).toEqual(['fromId']);
    for (const name of ['doctor', 'patient', 'admin'] as const) {
      const input = { id: known.id, fromId: fresh.id, expectedVersion: 1, requestId: randomUUID() };
      expect(await reasonOf(as(name).profiles.attachAccount({ ...input, document: 'passport' }))).toBe(
        'forbidden',
      );
    }
  });
});

const refusedFieldsOfMissing = (id: PatientId) => refusedFields(attach({ id, fromId: id }));
