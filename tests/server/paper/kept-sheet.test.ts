import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PatientId, PrivacyRequestId } from '../../../shared/ids.ts';
import { PASSWORD } from '../../support/actors.ts';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, newRequestId, wall } from '../../support/visits.ts';

/** Monday 2 March 2026, 08:00 at the clinic, which opens at nine. */
const DAY = '2026-03-02';

let folder: string;
let sheets: string;
let clinic: TestClinic;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-sheets-'));
  sheets = join(folder, 'day-sheets');
  clinic = await startClinic({ sheetFolder: sheets });
});
afterEach(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true });
});

const keep = () => clinic.services.paper.keepToday();
const state = () => clinic.call(clinic.actors.reception).paper.keptSheet({});
const writtenAt = async () => (await state()).writtenAt;

describe('today’s sheet on the disk', () => {
  it('is written whole when the day begins, for its owner alone, and is all there is', async () => {
    expect(await state()).toEqual({ folder: sheets, writtenAt: null });
    await book(clinic, { startsAt: wall('10:00', DAY) });
    await keep();

    expect(readdirSync(sheets)).toEqual([`day-sheet-${DAY}.pdf`]);
    const file = join(sheets, `day-sheet-${DAY}.pdf`);
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    expect(readFileSync(file).subarray(-6).toString()).toContain('%%EOF');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(sheets).mode & 0o777).toBe(0o700);
    expect(await writtenAt()).toBe(clinic.clock.now());
  });

  it('is known after a restart, too: the power that failed may have taken the process with it', async () => {
    await keep();
    const at = new Date('2026-03-02T07:05:00Z');
    utimesSync(join(sheets, `day-sheet-${DAY}.pdf`), at, at);
    const restarted = await startClinic({ sheetFolder: sheets });
    const { keptSheet } = restarted.call(restarted.actors.reception).paper;
    expect(await keptSheet({})).toEqual({ folder: sheets, writtenAt: '2026-03-02T07:05:00.000Z' });
    restarted.clock.advance({ minutes: 24 * 60 });
    expect((await keptSheet({})).writtenAt).toBeNull();
    await restarted.close();
  });

  it('is written again in each hour in which somebody works, once, and in no other', async () => {
    const written: (string | null)[] = [];
    for (let at = 0; at < 16; at++) {
      await keep();
      await keep();
      written.push(await writtenAt());
      clinic.clock.advance({ minutes: 60 });
    }
    const times = [...new Set(written)].map((at) => at?.slice(11, 16));
    // 08:00 at the clinic is 07:00; it works from nine to seventeen.
    expect(times[0]).toBe('07:00');
    expect(times.slice(1, 3)).toEqual(['08:00', '09:00']);
    expect(times.at(-1)).toBe('15:00');
    const lines = clinic.db.file
      .prepare("SELECT user_id, object_id FROM audit_event WHERE subtype = 'board.keepSheet'")
      .all();
    expect(lines).toHaveLength(times.length);
    expect(lines[0]).toEqual({ user_id: null, object_id: DAY });
  });

  it('takes yesterday’s away, and touches nothing else in the folder', async () => {
    await keep();
    writeFileSync(join(sheets, 'notes.txt'), 'of the desk');
    clinic.clock.advance({ minutes: 24 * 60 });
    await keep();

    expect(readdirSync(sheets).toSorted()).toEqual(['day-sheet-2026-03-03.pdf', 'notes.txt']);
  });

  it('is whole again after a write that was cut off', async () => {
    await keep();
    writeFileSync(join(sheets, `day-sheet-${DAY}.pdf.part`), 'half');
    clinic.clock.advance({ minutes: 120 });
    await keep();

    expect(readdirSync(sheets)).toEqual([`day-sheet-${DAY}.pdf`]);
  });
});

describe('a sheet on the disk on which somebody is erased', () => {
  const OLD_DAY = '2026-02-27';
  const textOf = (day: string) => pdfText(readFileSync(join(sheets, `day-sheet-${day}.pdf`)));

  /** Seen today already, so that nothing stands in the way. */
  async function seeToday(familyName: string, at = '06:00'): Promise<PatientId> {
    return clinic.db.transact(async ({ q }) => {
      const patientId = await insertPatient(q, { familyName, givenName: 'Otto' });
      const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
      const visit = { doctorId, patientId, appointmentTypeId, startsAt: `${DAY}T${at}:00Z` };
      await insertVisit(q, { ...visit, status: 'completed' });
      return patientId;
    });
  }

  async function wishOf(patientId: PatientId) {
    const wish = { patientId, kind: 'erasure', idDocument: 'passport', requestId: newRequestId() } as const;
    return (await clinic.call(clinic.actors.reception).privacy.note(wish)).id;
  }

  const erase = (id: PrivacyRequestId) =>
    clinic.call(clinic.actors.admin).privacy.erase({ id, expectedVersion: 1, password: PASSWORD });

  it('is made anew without their name at once, with everybody else’s; earlier and unfinished ones go', async () => {
    const patientId = await seeToday('Zyxowelt');
    await seeToday('Staywell', '05:00');
    await keep();
    expect(textOf(DAY)).toContain('Zyxowelt');
    writeFileSync(join(sheets, `day-sheet-${OLD_DAY}.pdf`), 'with Zyxowelt in it');
    writeFileSync(join(sheets, `day-sheet-${OLD_DAY}.pdf.part`), 'Zyxo');
    writeFileSync(join(sheets, 'notes.txt'), 'of the desk');
    const id = await wishOf(patientId);
    expect((await clinic.call(clinic.actors.admin).privacy.check({ id })).renewsSheets).toBe(true);
    await erase(id);

    expect(readdirSync(sheets).toSorted()).toEqual([`day-sheet-${DAY}.pdf`, 'notes.txt']);
    expect(textOf(DAY)).not.toContain('Zyxowelt');
    expect(textOf(DAY)).toContain('Staywell');
    const dropped = clinic.db.file
      .prepare("SELECT object_id FROM audit_event WHERE subtype = 'board.dropSheet' ORDER BY object_id")
      .pluck()
      .all();
    expect(dropped).toEqual([OLD_DAY, DAY]);
  });

  it('is not written with their name by who had begun before', async () => {
    const patientId = await seeToday('Zyxowelt');
    const id = await wishOf(patientId);
    await Promise.all([keep(), erase(id), keep()]);
    await keep();

    expect(textOf(DAY)).not.toContain('Zyxowelt');
  });

  it('is not begun by an erasure where none lay there', async () => {
    await erase(await wishOf(await seeToday('Zyxowelt')));

    expect(existsSync(sheets)).toBe(false);
  });
});

describe('a clinic that keeps no sheet', () => {
  it('writes nothing and says so; patients are told nothing', async () => {
    const plain = await startClinic();
    await plain.services.paper.keepToday();

    expect(await plain.call(plain.actors.admin).paper.keptSheet({})).toEqual({
      folder: null,
      writtenAt: null,
    });
    const wish = { patientId: plain.cast.patient, kind: 'erasure', idDocument: 'passport' } as const;
    const { id } = await plain
      .call(plain.actors.reception)
      .privacy.note({ ...wish, requestId: newRequestId() });
    expect((await plain.call(plain.actors.admin).privacy.check({ id })).renewsSheets).toBe(false);
    expect(await reasonOf(plain.call(plain.actors.patient).paper.keptSheet({}))).toBe('forbidden');
    expect(await reasonOf(plain.call(plain.actors.doctor).paper.keptSheet({}))).toBe('forbidden');
    await plain.close();
    expect(existsSync(sheets)).toBe(false);
  });
});
