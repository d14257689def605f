import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder } from '../../../server/db/open-data-folder.ts';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import { toInstant } from '../../../shared/time/instant.ts';

const AT = toInstant('2026-03-02T07:00:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-end-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the file that tells where the trail ends', () => {
  it('may tell of a trail without a line: a folder that was opened and left is whole when it is opened again', async () => {
    for (let opened = 0; opened < 3; opened++) {
      const { db, close } = await openDataFolder(folder, { startedAt: AT });
      const told = await db.read((q) => q.selectFrom('auditEvent').select('subtype').execute());
      expect(told.map(({ subtype }) => subtype)).not.toContain('audit.break');
      await close();
    }
  });

  it('is missed by nobody in silence: that it cannot be written is told once, until it can', async () => {
    const failures: unknown[] = [];
    const { db, close } = await openDataFolder(folder, {
      startedAt: AT,
      onAuditEndFailure: (error: unknown) => failures.push(error),
    });
    const line = { action: 'E', subtype: 'session.signIn' } as const;
    const writeOne = async () => {
      await db.transact(({ q }) => recordAudit(q, { who: null, at: AT }, line));
      await db.trail.end.settle();
    };
    await writeOne();
    expect(failures).toEqual([]);
    // Where the next one is prepared, something else stands.
    const inTheWay = join(folder, 'audit-end.json.new');
    mkdirSync(inTheWay);
    await writeOne();
    await writeOne();
    expect(failures).toHaveLength(1);
    rmSync(inTheWay, { recursive: true });
    await writeOne();
    expect(db.trail.end.read()).toMatchObject({ id: 4 });
    mkdirSync(inTheWay);
    await writeOne();
    expect(failures).toHaveLength(2);
    rmSync(inTheWay, { recursive: true });
    await close();
  });
});
