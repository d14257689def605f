import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, wall } from '../../support/visits.ts';

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

describe('a clinic that keeps no sheet', () => {
  it('writes nothing and says so; patients are told nothing', async () => {
    const plain = await startClinic();
    await plain.services.paper.keepToday();

    expect(await plain.call(plain.actors.admin).paper.keptSheet({})).toEqual({
      folder: null,
      writtenAt: null,
    });
    expect(await reasonOf(plain.call(plain.actors.patient).paper.keptSheet({}))).toBe('forbidden');
    expect(await reasonOf(plain.call(plain.actors.doctor).paper.keptSheet({}))).toBe('forbidden');
    await plain.close();
    expect(existsSync(sheets)).toBe(false);
  });
});
