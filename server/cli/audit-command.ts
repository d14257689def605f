import { existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { type Command, Option } from 'commander';
import { DEFAULT_SETTINGS } from '../../shared/domain/clinic-settings.ts';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import { dayBounds } from '../../shared/time/clinic-zone.ts';
import type { AuditAnchor } from '../db/audit-anchors.ts';
import { openAuditAnchors } from '../db/audit-anchors.ts';
import { foundEnd, readAuditEnd } from '../db/audit-end.ts';
import { auditKeyPath, readAuditKey } from '../db/audit-key.ts';
import { APPLICATION_ID, type SqliteFile } from '../db/open.ts';
import { toFhirAuditEvent } from '../features/audit/fhir-audit-event.ts';
import type { Breach } from '../features/audit/locate-breaches.ts';
import type { AuditRow } from '../features/audit/read-audit.repo.ts';
import { openTrail } from '../features/audit/trail.ts';
import { verifyTrail } from '../features/audit/verify-trail.ts';
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
    .description('Print the trail, a line of JSON each.')
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
  if (!existsSync(auditKeyPath(flags.data))) {
    throw new CliRefusal(`${flags.data} holds no audit key: there is no ${auditKeyPath(flags.data)}.`);
  }
  const key = readAuditKey(flags.data);
  // Read before the database: an anchor names only what is in it for good.
  const anchors = openAuditAnchors(flags.data, key).read();
  // Of a copy, which is older than the folder, it says nothing.
  const end = flags.database === undefined ? foundEnd(readAuditEnd(flags.data, key), anchors) : undefined;
  await withDatabase(flags.database ?? join(flags.data, 'medlink.db'), async (file) => {
    const trail = openTrail(file, { key, anchors: [] }, PART);
    const held = flags.database === undefined ? anchors : upTo(anchors, trail.lastId);
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
  rolled_back: 'not the one that was there when it was anchored: the database was put back',
  anchor: 'what audit-anchors.jsonl or audit-end.json tell of it is not as it was written',
  broken: 'tells that the trail was not as it had been left when the server started',
} as const satisfies Record<Breach['kind'], string>;

function sentenceOf({ kind, id, lastId }: Breach): string {
  return `${id === lastId ? `line ${id}` : `lines ${id} to ${lastId}`}: ${WORDS[kind]}`;
}

async function exportTrail(flags: ExportFlags, terminal: Terminal): Promise<void> {
  await withDatabase(join(flags.data, 'medlink.db'), async (file) => {
    const zone = timeZoneOf(file);
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
