import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import type { PatientId } from '../../../shared/ids.ts';
import { type ActorName, PASSWORD } from '../../support/actors.ts';
import { insertPatient } from '../../support/factories.ts';
import { readZip } from '../../support/read-zip.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { gatherIn } from '../../support/specializations.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';
import { FILLED_FORMS } from '../../support/visit-forms.ts';
import { book, newRequestId } from '../../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const prepareOwn = (name: ActorName = 'patient', password = PASSWORD) =>
  clinic.call(clinic.actors[name]).exports.prepareOwn({ password });

async function fetchCopy(ticket: unknown, name: ActorName = 'patient'): Promise<Response> {
  const answer = await fetch(`${clinic.url}/api/copies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${clinic.tokens[name]}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  });
  // Read to its end: a server closes only once its answers are out.
  return new Response(await answer.arrayBuffer(), answer);
}

const filesOf = async (answer: Response) => readZip(Buffer.from(await answer.arrayBuffer()));
type Data = { tables: Record<string, Record<string, unknown>[]> };
const dataIn = (files: Map<string, Buffer>) => JSON.parse(String(files.get('data.json'))) as Data;

describe('a copy of one’s own data', () => {
  it('is one file to save, under a name that tells nothing, kept by nobody on the way', async () => {
    const { ticket, fileName } = await prepareOwn();
    const answer = await fetchCopy(ticket);

    expect(answer.status).toBe(200);
    expect(fileName).toBe('data-copy-2026-03-02.zip');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="data-copy-2026-03-02.zip"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const files = await filesOf(answer);
    expect([...files.keys()]).toEqual(['index.html', 'data.json', 'fhir-bundle.json', 'summary.pdf']);
    expect(String(files.get('summary.pdf')).slice(0, 5)).toBe('%PDF-');
  });

  it('holds every row about the person, and none about another', async () => {
    await book(clinic, { reason: 'Knee pain' });
    await book(clinic, {
      reason: 'Somebody else',
      patientId: clinic.cast.otherPatient,
      startsAt: '2026-03-03T12:00:00Z',
    });
    await clinic.call(clinic.actors.doctor).patients.get({ id: clinic.cast.patient });
    const asked = { field: 'familyName', wanted: 'López', requestId: newRequestId() } as const;
    await clinic.call(clinic.actors.patient).corrections.ask(asked);

    const files = await filesOf(await fetchCopy((await prepareOwn()).ticket));
    const { tables } = dataIn(files);

    expect(tables.patient).toMatchObject([
      { givenName: 'Maria', familyName: 'Lopez', phone: '+1 555 010-2030' },
    ]);
    expect(tables.appUser).toMatchObject([{ email: 'patient@clinic.test' }]);
    expect(tables.appointment).toMatchObject([{ reason: 'Knee pain' }]);
    expect(tables.appointmentChange).toMatchObject([{ kind: 'booked' }]);
    expect(tables.correction).toMatchObject([{ wanted: 'López' }]);
    expect(tables.session?.length).toBeGreaterThan(0);
    expect(tables.auditEvent?.map(({ subtype }) => subtype)).toEqual(
      expect.arrayContaining(['patient.get', 'patient.export']),
    );
    const all = [...files.values()].join('\n');
    expect(all).not.toMatch(/Somebody else|Weber|argon2|otherpatient@/);
    expect(JSON.stringify(tables)).not.toMatch(/searchText|passwordHash|tokenHash|secretHash/);
  });

  it('says of a request which specialization was asked', async () => {
    const wish = { date: '2026-03-05', dayPart: 'morning', reason: 'Palpitations' } as const;
    const specializationId = await gatherIn(clinic, 'Cardiology', [clinic.cast.doctor]);
    const { requests } = clinic.call(clinic.actors.patient);
    await requests.create({ ...wish, specializationId, requestId: newRequestId() });
    const files = await filesOf(await fetchCopy((await prepareOwn()).ticket));

    expect(String(files.get('index.html'))).toMatch(/Any doctor of<[^]{0,40}>Cardiology</);
    expect(dataIn(files).tables.appointmentRequest).toMatchObject([{ specializationId, doctorId: null }]);
  });

  it('holds what charts say that were closed into theirs', async () => {
    await clinic.db.transact(async ({ q }) => {
      const closed = await insertPatient(q, { familyName: 'Lopez-Closed' });
      const { patient: mergedInto } = clinic.cast;
      await q.updateTable('patient').set({ mergedInto }).where('id', '=', closed).execute();
    });
    const { tables } = dataIn(await filesOf(await fetchCopy((await prepareOwn()).ticket)));

    expect(tables.patient?.map(({ familyName }) => familyName)).toEqual(['Lopez-Closed', 'Lopez']);
    expect(tables.appUser).toHaveLength(1);
  });

  it('holds their picture as a file, and nobody else’s', async () => {
    const { patient, otherPatient } = clinic.cast;
    const [own, other] = [v7(), v7()];
    const rest = { doctorId: null, createdAt: clinic.clock.now() };
    const pictureOf = (id: string, patientId: PatientId) => ({
      id,
      patientId,
      content: Buffer.from(id),
      ...rest,
    });
    await clinic.db.transact(({ q }) =>
      q
        .insertInto('picture')
        .values([pictureOf(own, patient), pictureOf(other, otherPatient)])
        .execute(),
    );
    const files = await filesOf(await fetchCopy((await prepareOwn()).ticket));

    expect(String(files.get(`pictures/${own}.webp`))).toBe(own);
    expect([...files.values()].join('\n')).not.toContain(other);
  });

  it('picks up columns a later version adds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'medlink-copy-'));
    const databasePath = join(folder, 'clinic.db');
    await clinic.close();
    clinic = await listen({ databasePath });
    // A running clinic refuses it: a later version's migration comes by a connection of its own.
    const migrating = new BetterSqlite(databasePath);
    migrating.exec(`ALTER TABLE patient ADD COLUMN shoe_size TEXT DEFAULT '44 wide'`);
    migrating.close();
    const files = await filesOf(await fetchCopy((await prepareOwn()).ticket));

    expect(dataIn(files).tables.patient).toMatchObject([{ shoeSize: '44 wide' }]);
    expect(String(files.get('index.html'))).toContain('<dt>Shoe size</dt><dd dir="auto">44 wide</dd>');
    rmSync(folder, { recursive: true });
  });

  it('writes names as they are written, and markup as text', async () => {
    await clinic.call(clinic.actors.reception).patients.edit({
      id: clinic.cast.patient,
      expectedVersion: 1,
      changes: { givenName: '李小龙', familyName: '<script>alert(1)</script>' },
    });
    const files = await filesOf(await fetchCopy((await prepareOwn()).ticket));
    const page = String(files.get('index.html'));

    expect(page).toContain('李小龙');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
  });

  it('says who did what by name, and what the desk has noted', async () => {
    await book(clinic);
    await clinic.call(clinic.actors.reception).profiles.edit({
      id: clinic.cast.patient,
      expectedVersion: 1,
      changes: { deskNote: 'Calls from work' },
    });
    const files = await filesOf(await fetchCopy((await prepareOwn()).ticket));
    const { names } = JSON.parse(String(files.get('data.json'))) as { names: Record<string, string> };
    expect(names).toMatchObject({
      [clinic.actors.reception.userId]: 'Rita Desk',
      [clinic.cast.doctor]: 'Dr. Ana Ruiz',
    });
    const page = String(files.get('index.html'));
    for (const fact of ['<dt>By</dt><dd dir="auto">Rita Desk</dd>', 'Calls from work', 'Dr. Ana Ruiz']) {
      expect(page).toContain(fact);
    }
  });

  it('says that they are held and by whom, and neither why they are nor why they were', async () => {
    const { privacy } = clinic.call(clinic.actors.reception);
    const { patient: patientId } = clinic.cast;
    await privacy.placeHold({ patientId, reason: 'Fraud inquiry' });
    await privacy.liftHold({ patientId, reason: 'Inquiry closed', password: PASSWORD });
    await privacy.placeHold({ patientId, reason: 'Suit for damages' });
    const files = await filesOf(await fetchCopy((await prepareOwn()).ticket));
    const { tables } = dataIn(files);

    const placedBy = clinic.actors.reception.userId;
    expect(tables['legalHold']).toEqual([{ patientId, placedBy, placedAt: clinic.clock.now() }]);
    expect(tables['liftedHold']).toMatchObject([{ placedBy, liftedBy: placedBy }]);
    const all = [...files.values()].join('\n');
    expect(all).toContain('That nothing may be deleted at present');
    expect(all).not.toMatch(/Fraud|Inquiry closed|Suit for/);
  });

  it('says what they answered before a visit, each answer beside its question', async () => {
    const { id } = await book(clinic);
    const { forms } = clinic.call(clinic.actors.patient);
    await forms.answer({ appointmentId: id, answers: FILLED_FORMS, expectedVersion: 0 });

    const { ticket } = await prepareOwn();
    const files = await filesOf(await fetchCopy(ticket));

    expect(dataIn(files).tables.visitAnswers).toHaveLength(1);
    const page = String(files.get('index.html'));
    expect(page).toContain('What you answered before your visits');
    expect(page).toMatch(/What brings you to the doctor\?<[^]{0,40}A cough/);
    expect(page).toMatch(/Since when do you have symptoms\?<[^]{0,40}For some days/);
  });

  it('also as a FHIR bundle in which every reference leads to something', async () => {
    const { patient: id, doctor } = clinic.cast;
    const visit = await book(clinic);
    const desk = clinic.call(clinic.actors.reception).profiles;
    const guardian = { kind: 'guardian', name: 'Pablo Lopez', relationship: 'father', endsOn: '2027-01-01' };
    await desk.edit({
      id,
      expectedVersion: 1,
      changes: {
        emergencyContact: { name: 'Eva', phone: '+1 555 7777', relationship: 'sister' },
        insurance: { provider: 'Acme', number: 'A1' },
      },
    });
    await clinic.db.transact(async ({ q }) => {
      const health = { allergies: 'Penicillin\nNuts', conditions: 'Asthma', medication: 'Salbutamol' };
      await q
        .updateTable('patientProfile')
        .set({ ...health, bloodType: 'A+' })
        .where('patientId', '=', id)
        .execute();
      await q
        .insertInto('patientGuardian')
        .values({ patientId: id, ...guardian, phone: null } as never)
        .execute();
    });
    const files = await filesOf(await fetchCopy((await prepareOwn()).ticket));
    const bundle = JSON.parse(String(files.get('fhir-bundle.json'))) as {
      entry: { fullUrl: string; resource: { resourceType: string } }[];
    };

    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    const resources = bundle.entry.map(({ resource }) => resource);
    expect(resources).toMatchObject([
      { resourceType: 'Patient', id, birthDate: '1980-04-12', contact: [{ name: { text: 'Eva' } }] },
      { resourceType: 'Practitioner', id: doctor, name: [{ text: 'Dr. Ana Ruiz' }] },
      { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' } },
      { resourceType: 'AllergyIntolerance', code: { text: 'Nuts' } },
      { resourceType: 'Condition', code: { text: 'Asthma' } },
      { resourceType: 'MedicationStatement', medicationCodeableConcept: { text: 'Salbutamol' } },
      { resourceType: 'Observation', valueCodeableConcept: { text: 'A+' } },
      { resourceType: 'Coverage', payor: [{ display: 'Acme' }], subscriberId: 'A1' },
      { resourceType: 'RelatedPerson', name: [{ text: 'Pablo Lopez' }], period: { end: '2027-01-01' } },
      { resourceType: 'Appointment', id: visit.id, status: 'booked', start: visit.startsAt },
    ]);
    const statuses = resources.flatMap((one) => ('clinicalStatus' in one ? [one.clinicalStatus] : []));
    const active = (kind: string) => ({
      coding: [{ system: `http://terminology.hl7.org/CodeSystem/${kind}-clinical`, code: 'active' }],
    });
    const allergy = active('allergyintolerance');
    expect(statuses).toEqual([allergy, allergy, active('condition')]);
    const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
    const references = [...JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g)].map(([, to]) => to);
    expect(new Set(urls).size).toBe(urls.length);
    expect(references.length).toBeGreaterThan(8);
    expect(references.filter((to) => !urls.includes(to ?? ''))).toEqual([]);
  });

  it('leaves a line in the trail that the person reads as well', async () => {
    await fetchCopy((await prepareOwn()).ticket);
    const line = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .selectAll()
        .where('subtype', '=', 'patient.export')
        .executeTakeFirstOrThrow(),
    );

    expect(line).toMatchObject({
      action: 'R',
      outcome: 'success',
      patientId: clinic.cast.patient,
      role: 'patient',
      userId: clinic.actors.patient.userId,
      address: '127.0.0.1',
    });
  });
});

describe('a ticket', () => {
  it('is good once, for a minute, for the session it was given to', async () => {
    const { ticket } = await prepareOwn();

    expect((await fetchCopy(ticket, 'otherPatient')).status).toBe(404);
    expect((await fetchCopy(ticket, 'admin')).status).toBe(404);
    expect((await fetchCopy(ticket, 'reception')).status).toBe(403);
    expect((await fetchCopy(ticket, 'doctor')).status).toBe(403);
    const nobody = await fetch(`${clinic.url}/api/copies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    expect(nobody.status).toBe(401);
    expect((await fetchCopy(ticket)).status).toBe(200);
    expect((await fetchCopy(ticket)).status).toBe(404);
    const late = await prepareOwn();
    clinic.clock.advance({ seconds: 61 });
    expect((await fetchCopy(late.ticket)).status).toBe(404);
    expect((await fetchCopy(17)).status).toBe(400);
  });

  it('costs the password', async () => {
    expect(await refusedFields(prepareOwn('patient', 'guessed'))).toEqual(['password']);
  });
});

describe('a copy for somebody without an account', () => {
  it('takes two: the desk notes the wish and the ID, the admin fetches it, once', async () => {
    const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Phoneonly' }));
    const desk = clinic.call(clinic.actors.reception);
    const admin = clinic.call(clinic.actors.admin);
    const wish = { patientId, kind: 'copy', idDocument: 'passport', requestId: newRequestId() } as const;
    const { id } = await desk.privacy.note(wish);
    expect(await reasonOf(desk.exports.prepare({ id, password: PASSWORD }))).toBe('forbidden');

    const { ticket } = await admin.exports.prepare({ id, password: PASSWORD });
    const files = await filesOf(await fetchCopy(ticket, 'admin'));

    expect(dataIn(files).tables.patient).toMatchObject([{ familyName: 'Phoneonly' }]);
    const wishes = async () => (await desk.privacy.ofPatient({ patientId })).requests;
    await expect.poll(wishes).toMatchObject([{ id, status: 'done' }]);
    expect(await reasonOf(admin.exports.prepare({ id, password: PASSWORD }))).toBe('already_decided');
  });

  it('is done when it has been sent, and can be fetched again where the line broke', async () => {
    const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Phoneonly' }));
    const desk = clinic.call(clinic.actors.reception);
    const admin = clinic.call(clinic.actors.admin);
    const wish = { patientId, kind: 'copy', idDocument: 'passport', requestId: newRequestId() } as const;
    const { id } = await desk.privacy.note(wish);
    const fetchOnce = async () => {
      const { ticket } = await admin.exports.prepare({ id, password: PASSWORD });
      return clinic.services.exports.fetch(clinic.actors.admin, ticket);
    };
    const statusOf = async () => (await desk.privacy.ofPatient({ patientId })).requests[0]?.status;

    (await fetchOnce()).zip.destroy();
    expect(await statusOf()).toBe('open');
    const again = await fetchOnce();
    await again.onSent();
    expect(await statusOf()).toBe('done');
    again.zip.destroy();
  });

  it('is not given for a wish to be erased', async () => {
    const own = clinic.call(clinic.actors.patient);
    const { id } = await own.privacy.askErasure({ requestId: newRequestId() });

    expect(await reasonOf(clinic.call(clinic.actors.admin).exports.prepare({ id, password: PASSWORD }))).toBe(
      'not_found',
    );
  });
});
