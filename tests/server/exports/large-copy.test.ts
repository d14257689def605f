import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import { describeRows } from '../../../server/features/exports/copy-content.ts';
import { findTrail, readInParts } from '../../../server/features/exports/copied-trail.ts';
import { copyPage } from '../../../server/features/exports/copy-page.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import type { PersonalRows } from '../../../server/db/personal-rows.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import { PERSONAL_DATA } from '../../../server/app/personal-data.ts';
import { PASSWORD } from '../../support/actors.ts';
import { readZip } from '../../support/read-zip.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

/** How often everybody else got a turn while this ran. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let next = setImmediate(count);
  function count() {
    turns += 1;
    next = setImmediate(count);
  }
  await work();
  clearImmediate(next);
  return turns;
}

const manyVisits = (count: number) => {
  const visit = (n: number) => ({ reason: `Visit ${n}`, startsAt: clinic.clock.now() });
  return { appointment: Array.from({ length: count }, (_, n) => visit(n)) } as unknown as PersonalRows;
};
async function described(rows: PersonalRows, language: Language = 'en', trailLength = 0) {
  const snapshot = await clinic.db.read((q) => clinic.services.clinic.current(q));
  return describeRows(rows, { snapshot, names: new Map(), language, trailLength }, clinic.clock.now());
}
/** So many looks of one person at the patient's chart. */
async function manyLooks(count: number, who: Actor) {
  const at = clinic.clock.now();
  await clinic.db.transact(async ({ q }) => {
    for (let n = 1; n <= count; n += 1) {
      const line = { action: 'R', subtype: `appointment.look${n}`, patientId: clinic.cast.patient } as const;
      await recordAudit(q, { who, at }, line);
    }
  });
}
async function fetchOwn(patient: Actor) {
  const { ticket } = await clinic.call(patient).exports.prepareOwn({ password: PASSWORD });
  return clinic.services.exports.fetch(patient, ticket);
}

describe('a copy with thousands of rows', () => {
  it('lets everybody else have a turn every few entries, in words and as a page', async () => {
    const rows = manyVisits(2_000);
    expect(await turnsDuring(() => described(rows))).toBeGreaterThanOrEqual(2_000 / 50);
    const content = await described(rows);
    expect(await turnsDuring(() => copyPage(content))).toBeGreaterThanOrEqual(2_000 / 50);
    expect((await copyPage(content)).match(/<dl>/g)).toHaveLength(2_000);
  });

  it('shows the newest 500 lines of the trail, says so, and has all of them in data.json', async () => {
    const { patient } = clinic.actors;
    await manyLooks(620, patient);
    const { zip } = await fetchOwn(patient);
    const files = readZip(await buffer(zip));
    const { tables } = JSON.parse(String(files.get('data.json'))) as {
      tables: { auditEvent: { subtype: string }[] };
    };
    const total = tables.auditEvent.length;
    const page = String(files.get('index.html'));

    expect(total).toBeGreaterThan(620);
    expect(tables.auditEvent.filter(({ subtype }) => subtype.startsWith('appointment.look'))).toHaveLength(
      620,
    );
    expect(page).toContain(`The newest 500 of ${total} stand here. All of them are in data.json.`);
    const [, trail = ''] = page.split('Who did what with your data');
    expect(trail.split('<h2>')[0]?.match(/<dl>/g)).toHaveLength(500);
    expect(page).toContain('appointment.look620<');
    expect(page).not.toContain('appointment.look1<');
  });

  it('says so in German, too, and says nothing where all of it stands there', async () => {
    const lines = Array.from({ length: 500 }, () => ({ subtype: 'x' }));
    const rows = { auditEvent: lines } as unknown as PersonalRows;
    const page = async (count: number) => copyPage(await described(rows, 'de', count));

    expect(await page(501)).toContain('Hier stehen die neuesten 500 von 501. Alle stehen in data.json.');
    expect(await page(500)).not.toContain('data.json.<');
  });

  it('goes out line by line: read in parts, as the same JSON as in one go', async () => {
    const { reception, patient } = clinic.actors;
    await manyLooks(4_000, reception);
    await manyLooks(600, patient);
    const charts = [{ patientId: clinic.cast.patient, userId: patient.userId }];
    const trail = await clinic.db.read((q) => findTrail(q, PERSONAL_DATA, charts));
    const sizes: number[] = [];
    for await (const lines of readInParts(clinic.db, trail)) sizes.push(lines.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(250);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(trail.ids.length);
    const { zip } = await fetchOwn(patient);
    const sent = await buffer(zip);
    const text = String(readZip(sent).get('data.json'));
    const data = JSON.parse(text) as {
      tables: { auditEvent: { id: number; subtype: string }[] };
      names: Record<string, string>;
    };
    expect(text).toBe(JSON.stringify(data, null, 2));
    const looks = data.tables.auditEvent.filter(({ subtype }) => subtype.startsWith('appointment.look'));
    expect(looks).toHaveLength(4_600);
    const ids = data.tables.auditEvent.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => one - other));
    expect(Object.keys(data.tables.auditEvent[0] ?? {})).not.toContain('address');
    // Also of those who stand in older lines alone.
    expect(data.names).toMatchObject({ [reception.userId]: 'Rita Desk' });
  });

  it('leaves the database to others while it is made', async () => {
    const { patient, reception } = clinic.actors;
    const { ticket } = await clinic.call(patient).exports.prepareOwn({ password: PASSWORD });
    const order: string[] = [];
    const copy = clinic.services.exports.fetch(patient, ticket).then((file) => {
      order.push('copy');
      file.zip.destroy();
    });
    const desk = clinic.call(reception).patients.get({ id: clinic.cast.patient });
    await Promise.all([copy, desk.then(() => order.push('desk'))]);
    expect(order).toEqual(['desk', 'copy']);
  });
});
