import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let folder: string;
let clinic: TestClinic;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-check-end-'));
  clinic = await startClinic({ databasePath: join(folder, 'medlink.db') });
});
afterEach(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true });
});

const admin = () => clinic.call(clinic.actors.admin).audit;

/** By somebody who has the file and no rights. */
function tamper(...statements: string[]): void {
  const file = new BetterSqlite(join(folder, 'medlink.db'));
  for (const name of ['follows', 'never_changes', 'never_goes']) {
    file.exec(`DROP TRIGGER audit_event_${name}`);
  }
  for (const statement of statements) file.exec(statement);
  file.close();
}

async function anchored(): Promise<number> {
  await admin().list({});
  await clinic.services.audit.anchorDaily();
  return clinic.db.trail.anchors.read().at(-1)?.lastId ?? 0;
}

describe('a clinic that starts', () => {
  it('says nothing where the trail ends as it was anchored, or has gone on', async () => {
    await anchored();
    await clinic.services.audit.checkEnd();
    await admin().list({});
    await clinic.services.audit.checkEnd();
    expect((await admin().state({})).lastVerified).toBeNull();
  });

  it('tells the admin at once of an end that was cut off', async () => {
    const lastId = await anchored();
    tamper(
      `DELETE FROM audit_event WHERE id >= ${lastId}`,
      `UPDATE sqlite_sequence SET seq = ${lastId - 1} WHERE name = 'audit_event'`,
    );
    await clinic.services.audit.checkEnd();
    const { lastVerified } = await admin().state({});
    expect(lastVerified).toMatchObject({ isWhole: false, breaches: [`cut ${lastId}-${lastId + 1}`] });
  });

  it('tells of another line in the place of the anchored one', async () => {
    const lastId = await anchored();
    tamper(`UPDATE audit_event SET hash = '${'A'.repeat(43)}' WHERE id = ${lastId}`);
    await clinic.services.audit.checkEnd();
    expect((await admin().state({})).lastVerified?.isWhole).toBe(false);
  });
});

describe('the daily reading', () => {
  it('goes on once a clock that ran ahead by years is right again', async () => {
    const { clock, services } = clinic;
    const now = clock.now();
    clock.advance({ days: 3650 });
    await services.audit.verifyDaily();
    clock.set(now);
    const at = async () => (await admin().state({})).lastVerified?.at;
    expect(await at()).toBeUndefined();
    await services.audit.verifyDaily();
    expect(await at()).toBe(now);
    clock.advance({ hours: 25 });
    await services.audit.verifyDaily();
    expect(await at()).toBe(clock.now());
  });
});
