import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import { describeRows } from '../../../server/features/exports/copy-content.ts';
import { copyPage } from '../../../server/features/exports/copy-page.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import type { PersonalRows } from '../../../server/db/personal-rows.ts';
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
async function described(rows: PersonalRows, language: Language = 'en') {
  const snapshot = await clinic.db.read((q) => clinic.services.clinic.current(q));
  return describeRows(rows, { snapshot, names: new Map(), language }, clinic.clock.now());
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
    const at = clinic.clock.now();
    await clinic.db.transact(async ({ q }) => {
      for (let n = 1; n <= 620; n += 1) {
        const line = {
          action: 'R',
          subtype: `appointment.look${n}`,
          patientId: clinic.cast.patient,
        } as const;
        await recordAudit(q, { who: patient, at }, line);
      }
    });
    const { ticket } = await clinic.call(patient).exports.prepareOwn({ password: PASSWORD });
    const { zip } = await clinic.services.exports.fetch(patient, ticket);
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
    const lines = (count: number) =>
      ({ auditEvent: Array.from({ length: count }, () => ({ subtype: 'x' })) }) as unknown as PersonalRows;
    const page = async (count: number) => copyPage(await described(lines(count), 'de'));

    expect(await page(501)).toContain('Hier stehen die neuesten 500 von 501. Alle stehen in data.json.');
    expect(await page(500)).not.toContain('data.json.<');
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
