import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpTo } from '../../../server/db/backup.ts';
import { openSqlite } from '../../../server/db/open.ts';
import { openReport } from '../../../server/features/imports/import-report.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { PASSWORD } from '../../support/actors.ts';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';

const NAME = 'Zyxomarkwelt';
const REPORT = 'imports/old-csv-2026-02-27T10-00-00-000Z.csv';
const COPY = 'backups/before-migration-2026-02-28T10-00-00-000Z.db';

let folder: string;
let clinic: TestClinic;
let patientId: PatientId;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-leftovers-'));
  clinic = await startClinic({ databasePath: join(folder, 'medlink.db') });
  patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: NAME }));
});
afterEach(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true });
});

const admin = () => clinic.call(clinic.actors.admin);
const at = (day: string) => new Date(`${day}T10:00:00Z`);

/** As an import and an update leave them. */
function leave({ report, copy }: { report: string; copy: string }) {
  const file = openReport(join(folder, REPORT));
  const problem = {
    severity: 'warning',
    file: 'old.csv',
    line: 2,
    field: 'phone',
    message: 'is none',
  } as const;
  file.add({ ...problem, value: `call ${NAME}` });
  file.close();
  mkdirSync(join(folder, 'backups'), { recursive: true });
  const before = openSqlite(join(folder, 'medlink.db'));
  backUpTo(before, join(folder, COPY));
  before.close();
  utimesSync(join(folder, REPORT), at(report), at(report));
  utimesSync(join(folder, COPY), at(copy), at(copy));
}

/** The files that name the person, the database and its log among them. */
function naming(): string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map(({ parentPath, name }) => join(parentPath, name));
  const found = paths.filter((path) => readFileSync(path).toString('latin1').includes(NAME));
  return found.map((path) => path.slice(folder.length + 1)).toSorted();
}

async function wish() {
  const asked = { patientId, kind: 'erasure', idDocument: 'passport', requestId: newRequestId() } as const;
  return (await clinic.call(clinic.actors.reception).privacy.note(asked)).id;
}

describe('what an import and an update have left in the data folder', () => {
  it('goes with the first person who is erased, however young it is, and is told of before', async () => {
    leave({ report: '2026-03-02', copy: '2026-03-02' });
    writeFileSync(join(folder, 'backups', 'own.txt'), 'of the clinic');
    writeFileSync(join(folder, 'imports', 'patients.csv'), 'of the clinic');
    expect(naming()).toEqual(expect.arrayContaining([COPY, REPORT]));
    const id = await wish();
    expect(await admin().privacy.check({ id })).toMatchObject({
      importReportCount: 1,
      migrationCopyAt: toInstant('2026-03-02T10:00:00Z'),
    });
    await admin().privacy.erase({ id, expectedVersion: 1, password: PASSWORD });

    expect(naming()).toEqual([]);
    expect(readdirSync(join(folder, 'backups'))).toEqual(['own.txt']);
    expect(readdirSync(join(folder, 'imports'))).toEqual(['patients.csv']);
    const dropped = clinic.db.file
      .prepare(
        "SELECT object_type, reason, user_id FROM audit_event WHERE subtype = 'retention.delete' ORDER BY id",
      )
      .all();
    const { userId: user_id } = clinic.actors.admin;
    expect(dropped).toEqual([
      { object_type: 'importReports', reason: '1', user_id },
      { object_type: 'migrationCopies', reason: '1', user_id },
    ]);
  });

  it('stays where an erasure is refused', async () => {
    leave({ report: '2026-03-02', copy: '2026-03-02' });
    const id = await wish();
    await clinic.call(clinic.actors.reception).privacy.placeHold({ patientId, reason: 'A case at court' });
    const attempt = admin().privacy.erase({ id, expectedVersion: 1, password: PASSWORD });
    expect(await reasonOf(attempt)).toBe('erasure_blocked');

    expect(existsSync(join(folder, REPORT))).toBe(true);
    expect(existsSync(join(folder, COPY))).toBe(true);
  });

  it('stands in the table of what is kept, and goes by its age, also by itself', async () => {
    leave({ report: '2026-01-30', copy: '2026-02-02' });
    const lineOf = async (kind: string) =>
      (await admin().retention.report({})).lines.find((line) => line.kind === kind);
    expect(await lineOf('importReports')).toMatchObject({ total: 1, dueCount: 1 });
    expect(await lineOf('migrationCopies')).toMatchObject({ total: 1, dueCount: 0 });
    await clinic.services.leftovers.forgetOld();

    expect(existsSync(join(folder, REPORT))).toBe(false);
    expect(existsSync(join(folder, COPY))).toBe(true);
    await admin().retention.update({ changes: { leftoverDays: 20 }, password: PASSWORD });
    const { gone } = await admin().retention.run({ password: PASSWORD });
    expect(gone).toEqual([{ kind: 'migrationCopies', count: 1 }]);
    expect(existsSync(join(folder, COPY))).toBe(false);
  });

  it('goes by itself where the server died between an erasure and its files', async () => {
    const id = await wish();
    await admin().privacy.erase({ id, expectedVersion: 1, password: PASSWORD });
    const [day, hourLater] = [
      clinic.clock.now().slice(0, 10),
      new Date(Date.parse(clinic.clock.now()) + 3_600_000),
    ];
    leave({ report: '2026-02-27', copy: day });
    utimesSync(join(folder, COPY), hourLater, hourLater);
    await clinic.services.leftovers.forgetOld();

    expect(existsSync(join(folder, REPORT))).toBe(false);
    expect(existsSync(join(folder, COPY))).toBe(true);
  });

  it('is nothing where neither has been', async () => {
    expect(await admin().privacy.check({ id: await wish() })).toMatchObject({
      importReportCount: 0,
      migrationCopyAt: null,
    });
  });
});
