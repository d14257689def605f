import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

let clinic: ListeningClinic;

beforeAll(async () => {
  clinic = await listen();
});
afterAll(() => clinic.close());

type Answer = { status: number; type: string | null; body: Record<string, unknown> };

async function ask(
  method: string,
  path: string,
  options: { as?: ActorName; body?: unknown; raw?: RequestInit } = {},
): Promise<Answer> {
  const { as, body, raw } = options;
  const response = await fetch(`${clinic.url}/api${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(as !== undefined && { authorization: `Bearer ${clinic.tokens[as]}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...raw,
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

const booking = (startsAt: string) => ({
  patientId: clinic.cast.patient,
  doctorId: clinic.cast.doctor,
  appointmentTypeId: clinic.cast.type,
  startsAt,
  requestId: randomUUID(),
});

describe('the doors', () => {
  it('sign in, renew and sign out with tokens in the body', async () => {
    const credentials = { email: emailOf('otherDoctor'), password: PASSWORD, tokenInBody: true };
    const signedIn = await ask('POST', '/auth/login/', { body: credentials });
    expect(signedIn.status).toBe(200);
    const renewed = await ask('POST', '/auth/refresh', {
      body: { refreshToken: signedIn.body.refreshToken },
    });
    expect(renewed.status).toBe(200);
    const headers = {
      authorization: `Bearer ${String(renewed.body.accessToken)}`,
      'content-type': 'application/json',
    };
    const out = await ask('POST', '/auth/logout/', { raw: { headers, body: '{}' } });
    expect([out.status, out.body]).toEqual([200, { ok: true }]);
    const after = await ask('POST', '/auth/logout/', { raw: { headers, body: '{}' } });
    expect(after.status).toBe(401);
  });

  it('make a patient with 201 and find the chart again', async () => {
    const body = {
      givenName: 'Øyvind',
      familyName: "O'Keefe",
      birthDate: '1980-02-29',
      requestId: randomUUID(),
    };
    const made = await ask('POST', '/patients/', { as: 'reception', body });
    expect(made.status).toBe(201);
    const read = await ask('GET', `/patients/${String(made.body.id)}/`, { as: 'reception' });
    expect(read.body).toMatchObject({ familyName: "O'Keefe", birthDate: '1980-02-29' });
    const changes = { changes: { phone: '+49 30 555 0101' }, expectedVersion: 1 };
    const edited = await ask('PATCH', `/patients/${String(made.body.id)}`, {
      as: 'reception',
      body: changes,
    });
    expect(edited.body).toMatchObject({ phone: '+49 30 555 0101', version: 2 });
  });

  it('lead each role to its own: the desk lists the clinic, a patient the own visits', async () => {
    const made = await ask('POST', '/appointments/', {
      as: 'reception',
      body: booking('2026-03-02T09:00:00Z'),
    });
    expect(made.status).toBe(201);
    const { patientId: _, ...own } = booking('2026-03-02T10:00:00Z');
    const online = await ask('POST', '/appointments', { as: 'otherPatient', body: own });
    expect(online.status).toBe(201);
    expect(online.body).not.toHaveProperty('patient');

    const desk = await ask('GET', '/appointments/?from=2026-03-02&to=2026-03-02', { as: 'reception' });
    expect((desk.body.items as { id: string }[]).map(({ id }) => id)).toEqual([made.body.id, online.body.id]);
    const patient = await ask('GET', '/appointments', { as: 'otherPatient' });
    expect((patient.body.items as { id: string }[]).map(({ id }) => id)).toEqual([online.body.id]);
    const foreign = await ask('GET', `/appointments/${String(made.body.id)}/`, { as: 'otherPatient' });
    expect(foreign.status).toBe(404);

    const move = { startsAt: '2026-03-02T11:00:00Z', expectedVersion: 1, requestId: randomUUID() };
    const moved = await ask('POST', `/appointments/${String(online.body.id)}/reschedule/`, {
      as: 'otherPatient',
      body: move,
    });
    expect(moved.body).toMatchObject({ startsAt: '2026-03-02T11:00:00.000Z', version: 2 });
    const status = { status: 'arrived', expectedVersion: 1 };
    const arrived = await ask('POST', `/appointments/${String(made.body.id)}/status/`, {
      as: 'reception',
      body: status,
    });
    expect(arrived.body).toMatchObject({ status: 'arrived' });
    const cancel = { code: 'pat', expectedVersion: 2 };
    const cancelled = await ask('POST', `/appointments/${String(online.body.id)}/cancel/`, {
      as: 'otherPatient',
      body: cancel,
    });
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
  });

  it('take a request from asking to its visit', async () => {
    const wish = {
      doctorId: clinic.cast.doctor,
      date: '2026-03-03',
      dayPart: 'morning',
      reason: 'Cough',
      requestId: randomUUID(),
    };
    const asked = await ask('POST', '/appointment-requests/', { as: 'patient', body: wish });
    expect(asked.status).toBe(201);
    const id = String(asked.body.id);
    expect((await ask('GET', `/appointment-requests/${id}/`, { as: 'patient' })).status).toBe(200);
    expect((await ask('GET', `/appointment-requests/${id}/`, { as: 'otherPatient' })).status).toBe(404);
    expect((await ask('GET', `/appointment-requests/${id}/`, { as: 'otherDoctor' })).status).toBe(404);
    const inbox = await ask('GET', '/appointment-requests/?limit=1', { as: 'reception' });
    expect(inbox.body).toMatchObject({ items: [{ id }] });
    const accept = {
      appointmentTypeId: clinic.cast.type,
      startsAt: '2026-03-03T09:00:00Z',
      expectedVersion: 1,
      requestId: randomUUID(),
    };
    const accepted = await ask('POST', `/appointment-requests/${id}/accept/`, { as: 'doctor', body: accept });
    expect(accepted.body).toMatchObject({
      request: { status: 'accepted' },
      appointment: { status: 'booked' },
    });
    const again = await ask('POST', `/appointment-requests/${id}/reject/`, {
      as: 'reception',
      body: { reason: 'No', expectedVersion: 2 },
    });
    expect([again.status, again.body.reason]).toEqual([409, 'request_not_pending']);
  });

  it('show doctors, their free times, specializations and types, page by page', async () => {
    const first = await ask('GET', '/doctors/?limit=1', { as: 'patient' });
    expect(first.body.items).toHaveLength(1);
    const second = await ask('GET', `/doctors?limit=1&cursor=${String(first.body.nextCursor)}`, {
      as: 'patient',
    });
    expect(second.body).toMatchObject({ items: [{ name: 'Dr. Ben Osei' }], nextCursor: null });
    const doctor = await ask('GET', `/doctors/${clinic.cast.doctor}/`, { as: 'patient' });
    expect(doctor.body).toMatchObject({ name: 'Dr. Ana Ruiz' });
    const query = `appointmentTypeId=${clinic.cast.type}&from=2026-03-04&to=2026-03-04`;
    const free = await ask('GET', `/doctors/${clinic.cast.doctor}/availability/?${query}`, { as: 'patient' });
    expect((free.body.slots as unknown[]).length).toBeGreaterThan(5);
    expect((await ask('GET', '/specializations/', { as: 'patient' })).body).toHaveProperty('items');
    expect((await ask('GET', '/appointment-types/', { as: 'patient' })).body).toMatchObject({
      items: [{ durationMin: 30 }],
    });
  });
});

describe('a refusal over REST', () => {
  it('is a problem document with our reason and the field', async () => {
    const body = { ...booking('2026-02-30T09:00:00Z'), surprise: 1 };
    const refused = await ask('POST', '/appointments/', { as: 'reception', body });
    expect(refused.status).toBe(400);
    expect(refused.type).toMatch(/^application\/problem\+json/);
    expect(refused.body).toMatchObject({
      type: 'urn:medlink:problem:invalid_input',
      status: 400,
      reason: 'invalid_input',
    });
    const { fields } = refused.body.details as { fields: { path: string }[] };
    expect(fields.map(({ path }) => path).sort()).toEqual(['startsAt', 'surprise']);
  });

  type Case = [
    name: string,
    method: string,
    path: string,
    options: Parameters<typeof ask>[2],
    status: number,
  ];
  const form = { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  const plain = { body: '{}', headers: { 'content-type': 'text/plain' } };
  const broken = { body: '{', headers: { 'content-type': 'application/json' } };
  const cases = (): Case[] => [
    ['nobody signed in', 'GET', '/patients', {}, 401],
    ['a role that never may', 'POST', '/clinic/rooms', { as: 'patient', body: { name: 'X' } }, 403],
    ['an unknown door', 'GET', '/nothing', { as: 'admin' }, 404],
    ['text that is no JSON', 'POST', '/auth/login', { raw: broken }, 400],
    ['plain text', 'POST', '/auth/login', { raw: plain }, 415],
    ['a form', 'POST', '/auth/login', { raw: form }, 415],
    ['too much', 'POST', '/auth/login', { body: { email: 'a'.repeat(1_100_000) } }, 413],
    [
      'a time off the raster',
      'POST',
      '/appointments',
      { as: 'reception', body: booking('2026-03-02T12:03:00Z') },
      422,
    ],
  ];

  it('carries the status that fits', async () => {
    for (const [name, method, path, options, status] of cases()) {
      const refused = await ask(method, path, options);
      expect([name, refused.status, refused.body.status]).toEqual([name, status, status]);
      expect(refused.type).toMatch(/^application\/problem\+json/);
    }
  });
});

describe('the document', () => {
  it('names every door with its answers and refusals', async () => {
    const { body } = await ask('GET', '/schema/');
    const paths = body.paths as Record<string, Record<string, { responses: Record<string, unknown> }>>;
    expect(Object.keys(paths['/appointments']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '409', '422']),
    );
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/auth/login',
        '/appointment-requests/{id}/accept',
        '/doctors/{doctorId}/availability',
        '/patients/{id}',
      ]),
    );
  });
});
