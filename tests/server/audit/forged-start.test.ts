import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AUDIT_COLUMNS } from '../../../server/db/audit-chain.ts';
import { type OpenDataFolder, openDataFolder } from '../../../server/db/open-data-folder.ts';
import { auditChainOf } from '../../../server/db/transact.ts';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import { openTrail } from '../../../server/features/audit/trail.ts';
import { verifyTrail } from '../../../server/features/audit/verify-trail.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { medlink } from '../cli/run-command.ts';
import { insertUser } from '../../support/factories.ts';

const AT = toInstant('2026-03-02T07:00:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-forged-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = () => openDataFolder(folder, { startedAt: AT });

async function writeLines(open: OpenDataFolder, count: number): Promise<void> {
  await open.db.transact(async ({ q }) => {
    for (let i = 0; i < count; i++)
      await recordAudit(
        q,
        { who: null, at: AT },
        { action: 'E', subtype: 'session.signIn', objectVersion: i },
      );
  });
}

async function breachesOf({ db }: OpenDataFolder): Promise<string[]> {
  const { key, anchors, end } = db.trail;
  await end.settle();
  const held = { key, anchors: anchors.read(), end: end.read() };
  const { breaches } = await verifyTrail(openTrail(db.file, held));
  return breaches.map(({ kind, id, lastId }) => `${kind} ${id}-${lastId}`);
}

async function withAccount(): Promise<void> {
  const open = await start();
  const admin = { role: 'admin', email: 'ada@clinic.test', name: 'Ada Admin', passwordHash: '' } as const;
  await open.db.transact(({ q }) => insertUser(q, admin));
  await writeLines(open, 1);
  await open.close();
}

/** A clinic that wrote ten lines and closed; somebody then had its database, but not its keys; then it starts again. */
async function startAfter(forge: (file: BetterSqlite.Database) => void): Promise<OpenDataFolder> {
  const first = await start();
  await writeLines(first, 10);
  await first.close();
  const file = new BetterSqlite(join(folder, 'medlink.db'));
  const triggers = file
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_event'")
    .all() as { name: string; sql: string }[];
  for (const { name } of triggers) file.exec(`DROP TRIGGER ${name}`);
  forge(file);
  for (const { sql } of triggers) file.exec(sql);
  file.close();
  return start();
}

/** Every hash made anew, as anybody can; the seals nobody can make are taken off. */
function chainAnew(file: BetterSqlite.Database): void {
  let previous = 'A'.repeat(43);
  const rows = file
    .prepare(`SELECT id, ${AUDIT_COLUMNS.join(', ')} FROM audit_event ORDER BY id`)
    .raw()
    .all();
  for (const row of rows as unknown[][]) {
    const hash = createHash('sha256')
      .update(previous + JSON.stringify(row))
      .digest('base64url');
    file
      .prepare('UPDATE audit_event SET prev_hash = ?, hash = ?, seal = NULL WHERE id = ?')
      .run(previous, hash, row[0]);
    previous = hash;
  }
}

describe('a start', () => {
  it('goes on with a trail as it was left, also where it was killed', async () => {
    const again = await startAfter(() => {});
    await writeLines(again, 3);
    expect(await breachesOf(again)).toEqual([]);
    await again.close();
  });

  it('never vouches for lines whose seals somebody took off', async () => {
    const again = await startAfter((file) => {
      file.exec("UPDATE audit_event SET outcome = 'denied' WHERE id = 4");
      chainAnew(file);
    });
    await writeLines(again, 3);
    const found = await breachesOf(again);
    expect(found).toContain('broken 11-11');
    expect(found).toContain('unsealed 1-10');
    await again.close();
  });

  it('never vouches for them either where nothing outside tells of the end', async () => {
    const again = await startAfter((file) => {
      chainAnew(file);
      rmSync(join(folder, 'audit-end.json'));
    });
    expect(await breachesOf(again)).toContain('unsealed 1-10');
    await again.close();
  });

  it('tells for ever that the end was cut off, where the file that told of it is gone, too', async () => {
    const first = await start();
    await writeLines(first, 2);
    await first.db.trail.end.settle();
    first.db.trail.anchors.write(await first.db.transact(async ({ q }) => auditChainOf(q).head()), AT);
    await first.close();
    const again = await startAfter((file) => {
      file.exec('DELETE FROM audit_event WHERE id > 7; UPDATE sqlite_sequence SET seq = 7');
      rmSync(join(folder, 'audit-end.json'));
    });
    expect(await breachesOf(again)).toEqual(['broken 8-8']);
    await again.close();
  });

  it('goes on where a crash left half an anchor', async () => {
    const first = await start();
    await writeLines(first, 2);
    await first.close();
    appendFileSync(join(folder, 'audit-anchors.jsonl'), '{"at":"2026-03-02T0');
    const again = await start();
    again.db.trail.anchors.write(await again.db.transact(async ({ q }) => auditChainOf(q).head()), AT);
    expect(again.db.trail.anchors.read()).toMatchObject([{ lastId: 2 }]);
    expect(await breachesOf(again)).toEqual([]);
    await again.close();
  });

  it('tells for ever that the end was cut off, with SQLite’s own count put back', async () => {
    const again = await startAfter((file) =>
      file.exec('DELETE FROM audit_event WHERE id > 7; UPDATE sqlite_sequence SET seq = 7'),
    );
    await writeLines(again, 20);
    expect(await breachesOf(again)).toEqual(['broken 8-8']);
    const line = again.db.file.prepare('SELECT outcome, reason FROM audit_event WHERE id = 8').get();
    expect(line).toEqual({ outcome: 'failure', reason: 'cut 10' });
    await again.close();
  });

  it('tells for ever of a trail cut before its first anchor, with everything gone that told of it', async () => {
    const again = await startAfter((file) => {
      file.exec('DELETE FROM audit_event WHERE id > 7; UPDATE sqlite_sequence SET seq = 7');
      rmSync(join(folder, 'audit-end.json'));
    });
    await writeLines(again, 2);
    expect(await breachesOf(again)).toEqual(['broken 8-8']);
    await again.close();
  });

  it.each(['kept', 'made anew'])(
    'tells for ever of a trail without a line where there are accounts, its key %s',
    async (key) => {
      await withAccount();
      const again = await startAfter((file) => {
        file.exec("DELETE FROM audit_event; UPDATE sqlite_sequence SET seq = 0 WHERE name = 'audit_event'");
        rmSync(join(folder, 'audit-end.json'));
        if (key === 'made anew') rmSync(join(folder, 'audit.key'));
      });
      await writeLines(again, 2);
      expect(await breachesOf(again)).toEqual(['broken 1-1']);
      await again.close();
    },
  );

  it('takes the end as it was before the first line for none where somebody has an account', async () => {
    const opened = await start();
    await opened.close();
    const beginning = readFileSync(join(folder, 'audit-end.json'));
    await withAccount();
    const again = await startAfter((file) => {
      file.exec('DELETE FROM audit_event WHERE id > 3; UPDATE sqlite_sequence SET seq = 3');
      writeFileSync(join(folder, 'audit-end.json'), beginning);
    });
    expect(await breachesOf(again)).toEqual(['broken 4-4']);
    await again.close();
  });

  it('accuses nobody where the clinic was killed before the end of its first line was told', async () => {
    const first = await start();
    const before = readFileSync(join(folder, 'audit-end.json'));
    await writeLines(first, 1);
    await first.close();
    writeFileSync(join(folder, 'audit-end.json'), before);
    const again = await start();
    expect(await breachesOf(again)).toEqual([]);
    await again.close();
  });
});

describe('a check of a folder nobody has started since', () => {
  const verify = () => medlink(['audit', 'verify', '--data', folder]);

  it('finds that all lines are gone, or that nothing tells where they end', async () => {
    await withAccount();
    const first = await start();
    await writeLines(first, 3);
    await first.close();
    expect(await verify()).toMatchObject({ code: 0, out: '4 lines and 0 anchors: the trail is whole.\n' });
    rmSync(join(folder, 'audit-end.json'));
    const unended = 'what audit-anchors.jsonl or audit-end.json tell of it is not as it was written, or gone';
    expect(await verify()).toMatchObject({ code: 1, out: `line 4: ${unended}\n` });

    const file = new BetterSqlite(join(folder, 'medlink.db'));
    file.exec('DROP TRIGGER audit_event_never_goes; DELETE FROM audit_event');
    file.exec("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'audit_event'");
    file.close();
    expect(await verify()).toMatchObject({
      code: 1,
      out: 'the lines: gone, all of them, and there are accounts\n',
    });
  });

  it('is not made whole by printing the trail', async () => {
    const first = await start();
    await writeLines(first, 10);
    await first.close();
    const file = new BetterSqlite(join(folder, 'medlink.db'));
    file.exec('DROP TRIGGER audit_event_never_goes; DELETE FROM audit_event WHERE id > 7');
    file.exec("UPDATE sqlite_sequence SET seq = 7 WHERE name = 'audit_event'");
    file.close();
    expect(await medlink(['audit', 'export', '--data', folder])).toMatchObject({ code: 0 });

    const broken = 'tells that the trail was not as it had been left when the server started';
    expect(await verify()).toMatchObject({ code: 1, out: `line 8: ${broken}\n` });
  });
});
