import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActorName } from '../../support/actors.ts';
import { readCalendar } from '../../support/calendar-file.ts';
import { listen, type ListeningClinic } from '../../support/start-clinic.ts';
import { book, lastAudit, wall } from '../../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const ask = (id: string, who?: ActorName) =>
  fetch(`${clinic.url}/api/me/appointments/${id}/calendar`, {
    headers: who === undefined ? {} : { authorization: `Bearer ${clinic.tokens[who]}` },
  });

describe('one visit as a file', () => {
  it('is given to its patient, to be kept, and the trail says so', async () => {
    const { id } = await book(clinic, { startsAt: wall('10:00', '2026-04-07'), reason: 'Chest pain' });
    const answer = await ask(id, 'patient');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="visit.ics"');
    const body = await answer.text();
    expect(body).not.toContain('Chest');
    expect(readCalendar(body)).toEqual([
      {
        uid: `${id}@visit.medlink`,
        sequence: 0,
        status: 'CONFIRMED',
        summary: 'Visit with Dr. Ana Ruiz',
        location: 'Test clinic',
        startsAt: '2026-04-07T08:00:00.000Z',
        endsAt: '2026-04-07T08:30:00.000Z',
      },
    ]);
    const line = await lastAudit(clinic);
    expect(line).toMatchObject({ subtype: 'appointment.calendar', objectId: id });
    expect(line.userId).toBe(clinic.actors.patient.userId);
  });

  it('has the name the subscribed calendar knows it by: taken in twice, it is there once', async () => {
    const { id } = await book(clinic);
    const [first] = readCalendar(await (await ask(id, 'patient')).text());
    await clinic
      .call(clinic.actors.patient)
      .appointments.cancelOwn({ id, expectedVersion: 1, code: 'pat', note: '' });
    const [second] = readCalendar(await (await ask(id, 'patient')).text());
    expect(second).toEqual({ ...first, sequence: 1, status: 'CANCELLED' });
  });

  it.each([
    ['otherPatient', 404],
    ['doctor', 403],
    ['reception', 403],
    ['admin', 403],
    [undefined, 401],
  ] as const)('is refused to %s with %i', async (who, status) => {
    const { id } = await book(clinic);
    expect((await ask(id, who)).status).toBe(status);
  });

  it('is not there where there is no such visit', async () => {
    expect((await ask('nonsense', 'patient')).status).toBe(404);
    expect((await ask('019581a0-0000-7000-8000-000000000000', 'patient')).status).toBe(404);
  });
});
