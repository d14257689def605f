import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditChainOf } from '../../../server/db/transact.ts';
import { openDataFolder } from '../../../server/db/open-data-folder.ts';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { medlink } from '../cli/run-command.ts';

const AT = toInstant('2026-03-02T07:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'medlink-audit-cli-'));

function ownLines(): unknown[] {
  const file = new BetterSqlite(join(folder, 'medlink.db'), { readonly: true });
  try {
    return file
      .prepare("SELECT action, reason, address, outcome FROM audit_event WHERE subtype = 'audit.export'")
      .all();
  } finally {
    file.close();
  }
}
beforeAll(async () => {
  const { db, close } = await openDataFolder(folder, { startedAt: AT });
  const head = await db.transact(async ({ q }) => {
    for (let i = 0; i < 20; i++)
      await recordAudit(
        q,
        { who: null, at: AT },
        { action: 'R', subtype: 'patient.get', patientId: '019ed000-0000-7000-8000-000000000001' as never },
      );
    return auditChainOf(q).head();
  });
  db.trail.anchors.write(head, AT);
  await close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('medlink audit', () => {
  it('verifies a whole trail, also beside a server that has the folder', async () => {
    const clinic = await openDataFolder(folder, { startedAt: AT });
    const { code, out } = await medlink(['audit', 'verify', '--data', folder]);
    await clinic.close();

    expect({ code, out }).toEqual({ code: 0, out: '20 lines and 1 anchors: the trail is whole.\n' });
  });

  it('exports it as AuditEvents of FHIR, a line each, and as it is stored', async () => {
    const fhir = await medlink(['audit', 'export', '--data', folder, '--format', 'fhir']);
    const events = fhir.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events).toHaveLength(20);
    expect(events[0]).toMatchObject({
      resourceType: 'AuditEvent',
      id: '1',
      action: 'R',
      outcome: '0',
      recorded: AT,
      agent: [{ requestor: false }],
      source: { observer: { display: 'MedLink' } },
      entity: [{ what: { reference: 'Patient/019ed000-0000-7000-8000-000000000001' } }, {}],
    });
    const later = await medlink([
      'audit',
      'export',
      '--data',
      folder,
      '--from',
      '2026-03-03',
      '--to',
      '2026-03-31',
    ]);

    expect(later).toMatchObject({ code: 0, out: '' });
  });

  it('is itself in the trail, also beside a server that goes on with it', async () => {
    const before = ownLines();
    const clinic = await openDataFolder(folder, { startedAt: AT });
    const beside = await medlink(['audit', 'export', '--data', folder, '--to', '2026-03-02']);
    await clinic.db.transact(({ q }) =>
      recordAudit(q, { who: null, at: AT }, { action: 'R', subtype: 'patient.list' }),
    );
    await clinic.close();
    expect(beside.out.trim().split('\n')).toHaveLength(20);
    const verified = await medlink(['audit', 'verify', '--data', folder]);

    expect(ownLines().slice(before.length)).toEqual([
      { action: 'R', reason: 'jsonl ..2026-03-02', address: 'command line', outcome: 'success' },
    ]);
    expect(verified.out).toContain('the trail is whole');
  });

  it('ends quietly when its reader has seen enough', async () => {
    const main = join(import.meta.dirname, '../../../server/cli/main.ts');
    const child = spawn(process.execPath, [
      main,
      'audit',
      'export',
      '--data',
      folder,
      '--from',
      '2026-03-01',
    ]);
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    // The reader is gone before the first line comes.
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  });

  it('names the line that was altered and the ones that were cut, and ends with 1', async () => {
    const file = new BetterSqlite(join(folder, 'medlink.db'));
    const lastId = file.prepare('SELECT max(id) FROM audit_event').pluck().get();
    file.exec('DROP TRIGGER audit_event_never_changes; DROP TRIGGER audit_event_never_goes');
    file.exec(
      `UPDATE audit_event SET outcome = 'denied' WHERE id = 7; DELETE FROM audit_event WHERE id > 17`,
    );
    file.close();
    const { code, out, err } = await medlink(['audit', 'verify', '--data', folder]);

    expect(code).toBe(1);
    expect(out).toBe(`line 7: altered\nlines 18 to ${String(lastId)}: cut off the end\n`);
    expect(err).toContain('The trail is not whole: 2 findings.');
  });
});
