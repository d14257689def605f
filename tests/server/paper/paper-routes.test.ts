import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActorName } from '../../support/actors.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';
import { book, wall } from '../../support/visits.ts';

const DAY = '2026-03-02';

let clinic: ListeningClinic;
let visitId: string;
beforeAll(async () => {
  clinic = await listen();
  visitId = (await book(clinic, { startsAt: wall('10:00', DAY) })).id;
});
afterAll(() => clinic.close());

async function fetched(path: string, name: ActorName = 'reception') {
  const answer = await fetch(`${clinic.url}/api/paper/${path}`, {
    headers: { authorization: `Bearer ${clinic.tokens[name]}` },
  });
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, body, text: body.toString('latin1') };
}
const pages = (text: string) => text.match(/\/Type \/Page\b(?!s)/g)?.length;

describe('a day sheet', () => {
  it('has a page for each doctor who works or is expected, and is a file to save', async () => {
    const { status, headers, text } = await fetched(`day-sheet?day=${DAY}`);

    expect(status).toBe(200);
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(pages(text)).toBe(2);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="day-sheet-${DAY}.pdf"`);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('of one doctor has that doctor’s alone; a doctor has the own one, whoever is asked for', async () => {
    const { doctor, otherDoctor } = clinic.cast;
    expect(pages((await fetched(`day-sheet?day=${DAY}&doctorId=${doctor}`)).text)).toBe(1);
    expect(pages((await fetched(`day-sheet?day=${DAY}`, 'doctor')).text)).toBe(1);
    expect((await fetched(`day-sheet?day=${DAY}&doctorId=${otherDoctor}`, 'doctor')).status).toBe(404);
  });

  it('runs over as many pages as it needs, and says so on a day nobody works', async () => {
    expect(pages((await fetched('day-sheet?day=2026-03-01')).text)).toBe(1);
  });

  it('is refused without a day, with a wrong one, with more, and to those who see no board', async () => {
    for (const query of ['', '?day=today', `?day=${DAY}&patient=1`]) {
      expect((await fetched(`day-sheet${query}`)).status).toBe(400);
    }
    for (const name of ['admin', 'patient'] as const) {
      expect((await fetched(`day-sheet?day=${DAY}`, name)).status).toBe(403);
    }
  });

  it('leaves a line in the trail', () => {
    const lines = clinic.db.file
      .prepare("SELECT count(*) FROM audit_event WHERE subtype = 'board.printSheet' AND user_id IS NOT NULL")
      .pluck()
      .get();
    expect(lines).toBe(4);
  });
});

describe('what a patient takes along', () => {
  it('is made for the desk and the visit’s doctor, and is not there for others', async () => {
    for (const kind of ['routing-slip', 'appointment-card']) {
      const path = `visits/${visitId}/${kind}`;
      expect(pages((await fetched(path)).text)).toBe(1);
      expect((await fetched(path, 'doctor')).status).toBe(200);
      expect((await fetched(path, 'otherDoctor')).status).toBe(404);
      expect((await fetched(path, 'patient')).status).toBe(403);
    }
    expect((await fetched(`visits/${visitId}/chart`)).status).toBe(404);
  });
});
