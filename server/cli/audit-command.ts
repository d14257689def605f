import { existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { type Command, Option } from 'commander';
import { DEFAULT_SETTINGS } from '../../shared/domain/clinic-settings.ts';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import { dayBounds } from '../../shared/time/clinic-zone.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { anchorsInMemory, type AuditAnchor, openAuditAnchors } from '../db/audit-anchors.ts';
import type { AuditKey } from '../db/audit-chain.ts';
import { endInMemory, foundEnd, openAuditEnd, readAuditEnd } from '../db/audit-end.ts';
import { auditKeyPath, readAuditKey } from '../db/audit-key.ts';
import { type DataFolder, DataFolderError, takeDataFolder } from '../db/data-folder.ts';
import { APPLICATION_ID, openSqlite, type SqliteFile } from '../db/open.ts';
import { auditChainOf, createDb } from '../db/transact.ts';
import { recordAudit } from '../features/audit/audit.repo.ts';
import { toFhirAuditEvent } from '../features/audit/fhir-audit-event.ts';
import type { Breach } from '../features/audit/locate-breaches.ts';
import type { AuditRow } from '../features/audit/read-audit.repo.ts';
import { openTrail } from '../features/audit/trail.ts';
import { verifyTrail } from '../features/audit/verify-trail.ts';
import { systemClock } from '../lib/clock.ts';
import { civilDate, notEmpty } from './parse-options.ts';
import { CliRefusal, printLine, type Terminal } from './terminal.ts';

const FORMATS = ['jsonl', 'fhir'] as const;
type VerifyFlags = { data: string; database?: string };
type ExportFlags = { data: string; format: (typeof FORMATS)[number]; from?: CivilDate; to?: CivilDate };

/** Lines read in one go; nobody else waits for this connection. */
const PART = 5_000;

export function addAuditCommand(program: Command, terminal: Terminal): void {
  const audit = program.command('audit').description('The trail of who did, read and was refused what.');
  audit
    .command('verify')
    .description('Check that no line was altered, removed, put in or moved; the server may go on working.')
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .option('--database <file>', 'a copy of its database to check instead', notEmpty)
    .addHelpText('after', '\nEnds with 0 when the trail is whole, with 1 naming each line that is not.')
    .action((flags: VerifyFlags) => verify(flags, terminal));
  audit
    .command('export')
    .description('Print the trail, a line of JSON each; the server may go on working. Leaves a line itself.')
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .addOption(
      new Option('--format <kind>', 'as it is stored, or as AuditEvents of FHIR R4')
        .choices(FORMATS)
        .default('jsonl'),
    )
    .option('--from <date>', 'the first day, YYYY-MM-DD (default: from the beginning)', civilDate)
    .option('--to <date>', 'the last day (default: to the end)', civilDate)
    .action((flags: ExportFlags) => exportTrail(flags, terminal));
}

async function verify(flags: VerifyFlags, terminal: Terminal): Promise<void> {
  const key = keyOf(flags);
  // Read before the database: an anchor names only what is in it for good.
  const anchors = openAuditAnchors(flags.data, key).read();
  const told = readAuditEnd(flags.data, key);
  await withDatabase(flags.database ?? databaseOf(flags), async (file) => {
    const trail = openTrail(file, { key, anchors: [] }, PART);
    const held = flags.database === undefined ? anchors : upTo(anchors, trail.lastId);
    // Of a copy, which is older than the folder, it says nothing.
    const end = flags.database === undefined ? foundEnd(told, anchors, file) : undefined;
    const { lineCount, breaches } = await verifyTrail({ ...trail, anchors: held, end });
    for (const breach of breaches) printLine(terminal, sentenceOf(breach));
    if (breaches.length > 0) throw new CliRefusal(`The trail is not whole: ${breaches.length} findings.`);
    printLine(terminal, `${lineCount} lines and ${held.length} anchors: the trail is whole.`);
  });
}

/** A copy is older than the folder: what came after it is no loss. */
function upTo(anchors: readonly AuditAnchor[], lastId: number): AuditAnchor[] {
  const beyond = anchors.findIndex((anchor) => anchor.lastId > lastId);
  return beyond < 0 ? [...anchors] : anchors.slice(0, beyond);
}

const WORDS = {
  altered: 'altered',
  deleted: 'deleted',
  inserted: 'put in',
  reordered: "stands in another line's place",
  unsealed: "not sealed with this folder's key",
  cut: 'cut off the end',
  emptied: 'gone, all of them, and there are accounts',
  rolled_back: 'not the one that was there when it was anchored: the database was put back',
  anchor: 'what audit-anchors.jsonl or audit-end.json tell of it is not as it was written, or gone',
  broken: 'tells that the trail was not as it had been left when the server started',
} as const satisfies Record<Breach['kind'], string>;

function sentenceOf({ kind, id, lastId }: Breach): string {
  if (lastId === 0) return `the lines: ${WORDS[kind]}`;
  return `${id === lastId ? `line ${id}` : `lines ${id} to ${lastId}`}: ${WORDS[kind]}`;
}

async function exportTrail(flags: ExportFlags, terminal: Terminal): Promise<void> {
  await withDatabase(databaseOf(flags), async (file) => {
    // Read first: from here on this connection sees the trail as it was without the line of this very reading.
    const zone = timeZoneOf(file);
    await noteExport(flags);
    const from = flags.from === undefined ? '' : dayBounds(flags.from, zone).start;
    const before = flags.to === undefined ? '~' : dayBounds(flags.to, zone).end;
    const rows = file
      .prepare('SELECT * FROM audit_event WHERE recorded_at >= ? AND recorded_at < ? ORDER BY id')
      .iterate(from, before) as IterableIterator<Record<string, unknown>>;
    for (const row of rows) {
      const line = inCamelCase(row);
      printLine(terminal, JSON.stringify(flags.format === 'fhir' ? toFhirAuditEvent(line) : line));
    }
  });
}

/**
 * Before the first line is printed: who takes the trail away has to be in it. A server that has the folder goes on behind
 * this line, because each is put behind the one that is the last in the table.
 */
async function noteExport(flags: ExportFlags): Promise<void> {
  const { data, format, from = '', to = '' } = flags;
  const key = keyOf(flags);
  const at = systemClock.now();
  const folder = takeUnlessServed(data, at);
  // A server tells by itself where the trail ends.
  const end = folder === undefined ? endInMemory() : openAuditEnd(data, key, () => undefined);
  const file = openSqlite(databaseOf(flags));
  const told = foundEnd(end.read(), openAuditAnchors(data, key).read(), file);
  const db = createDb(file, { trail: { key, anchors: anchorsInMemory(key), end } });
  const reason = `${format} ${from}..${to}`;
  const line = { action: 'R', subtype: 'audit.export', reason, address: 'command line' } as const;
  try {
    await db.transact(async ({ q }) => {
      // Where this is the first to write since, it tells, like a start, that the trail is not as it was left.
      if (folder !== undefined) auditChainOf(q).takeOver({ at, isChainNew: false, end: told });
      await recordAudit(q, { who: null, at }, line);
    });
  } finally {
    await db.close();
    folder?.release();
  }
}

/** Undefined where a server, or another command, has the folder. */
function takeUnlessServed(data: string, at: Instant): DataFolder | undefined {
  try {
    return takeDataFolder(data, at);
  } catch (error) {
    if (error instanceof DataFolderError) return undefined;
    throw error;
  }
}

function databaseOf({ data }: { readonly data: string }): string {
  return join(data, 'medlink.db');
}

function keyOf({ data }: { readonly data: string }): AuditKey {
  const path = auditKeyPath(data);
  if (!existsSync(path)) throw new CliRefusal(`${data} holds no audit key: there is no ${path}.`);
  return readAuditKey(data);
}

function inCamelCase(row: Record<string, unknown>): AuditRow {
  const entries = Object.entries(row).map(([column, value]) => [
    column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(entries) as AuditRow;
}

function timeZoneOf(file: SqliteFile): string {
  const stored = file.prepare(`SELECT value FROM setting WHERE key = 'timeZone'`).pluck().get();
  return typeof stored === 'string' ? String(JSON.parse(stored)) : DEFAULT_SETTINGS.timeZone;
}

/** A second connection that only reads, beside the server's; it sees one moment of the database. */
async function withDatabase(path: string, work: (file: SqliteFile) => Promise<void>): Promise<void> {
  if (!existsSync(path)) throw new CliRefusal(`There is no ${path}.`);
  const file = new BetterSqlite(path, { readonly: true });
  try {
    file.exec('BEGIN');
    if (file.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
      throw new CliRefusal(`${path} is no database of a clinic.`);
    }
    const columns = file.pragma('table_info(audit_event)') as { name: string }[];
    if (!columns.some((column) => column.name === 'hash')) {
      throw new CliRefusal(`${path} is of an older version: start its server once, then try again.`);
    }
    await work(file);
  } finally {
    file.close();
  }
}
