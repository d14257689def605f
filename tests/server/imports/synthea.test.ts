import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../server/db/transact.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { makeTempFolder } from '../cli/run-command.ts';
import { bringInSynthea, GOOD, placesOf, writeSynthea } from './import-support.ts';

let clinic: TestClinic;
let db: Db;
let temp: ReturnType<typeof makeTempFolder>;
beforeEach(async () => {
  clinic = await startClinic();
  db = clinic.db;
  temp = makeTempFolder();
});
afterEach(async () => {
  temp[Symbol.dispose]();
  await clinic.close();
});

const imported = () =>
  db.read(async (q) => ({
    patients: await q
      .selectFrom('patient')
      .selectAll()
      .where('source', '=', 'synthea')
      .orderBy('sourceId')
      .execute(),
    doctors: await q
      .selectFrom('doctor')
      .selectAll()
      .where('source', '=', 'synthea')
      .orderBy('sourceId')
      .execute(),
    visits: await q
      .selectFrom('appointment')
      .innerJoin('appointmentType', 'appointmentType.id', 'appointment.appointmentTypeId')
      .selectAll('appointment')
      .select('appointmentType.name as typeName')
      .where('importSource', '=', 'synthea')
      .orderBy('sourceId')
      .execute(),
  }));
const changes = () => db.file.prepare('SELECT total_changes()').pluck().get();

describe('a Synthea folder', () => {
  it('becomes patients under their names without the numbers', async () => {
    await bringInSynthea(db, writeSynthea(temp.path, {}));
    const { patients } = await imported();

    expect(patients).toMatchObject([
      {
        sourceId: 'p1',
        givenName: 'Maynard',
        familyName: 'Mosciski',
        birthDate: '2014-10-06',
        sex: 'male',
        address: '784 Stamm Lock, Somerville, Massachusetts 02155',
        deskNote: null,
      },
      {
        sourceId: 'p2',
        givenName: 'Siobhán',
        familyName: "O'Keefe",
        sex: 'female',
        address: '10 Main St, Apt 4, Boston, Massachusetts',
      },
      { sourceId: 'p3', givenName: 'Jean-Luc Marie', familyName: 'Zulauf', deskNote: 'Died on 2020-05-01' },
    ]);
  });

  it('gives each patient a chart number of their own after the last one', async () => {
    const before = Number(db.file.prepare('SELECT max(chart_number) FROM patient').pluck().get());
    await bringInSynthea(db, writeSynthea(temp.path, {}));

    expect((await imported()).patients.map((p) => p.chartNumber)).toEqual([
      before + 1,
      before + 2,
      before + 3,
    ]);
  });

  it('lets the desk find them', async () => {
    await bringInSynthea(db, writeSynthea(temp.path, {}));
    const found = await clinic.call(clinic.actors.reception).patients.find({ query: 'okeefe' });

    expect(found.items).toMatchObject([{ givenName: 'Siobhán', familyName: "O'Keefe" }]);
  });

  it('becomes doctors with their speciality, inactive until they have hours', async () => {
    await bringInSynthea(db, writeSynthea(temp.path, {}));
    const { doctors, revision: _ } = await clinic.call(clinic.actors.admin).clinic.overview({});
    const own = doctors.filter((doctor) => doctor.name !== 'Dr. Ana Ruiz' && doctor.name !== 'Dr. Ben Osei');

    expect(own).toMatchObject([
      { name: 'Ana Ruiz', isActive: false, specializations: [{ name: 'Obstetrics and Gynecology' }] },
      { name: 'Víctor Noriega', isActive: false, specializations: [{ name: 'General Practice' }] },
    ]);
  });

  it('becomes visits that took place at their true times', async () => {
    await bringInSynthea(db, writeSynthea(temp.path, {}));

    expect((await imported()).visits).toMatchObject([
      {
        sourceId: 'e1',
        startsAt: '2023-01-27T16:17:47.000Z',
        endsAt: '2023-01-27T16:32:47.000Z',
        status: 'completed',
        source: 'import',
        typeName: 'Ambulatory',
        reason: 'Encounter for symptom',
      },
      { sourceId: 'e2', typeName: 'Wellness', reason: 'Check-up, yearly' },
      {
        sourceId: 'e3',
        startsAt: '2019-02-01T08:00:00.000Z',
        endsAt: '2019-02-05T10:00:00.000Z',
        typeName: 'Inpatient',
      },
    ]);
  });

  it('is on the board of its days', async () => {
    await bringInSynthea(db, writeSynthea(temp.path, {}));
    const board = await clinic.call(clinic.actors.reception).appointments.dayBoard({ day: '2023-01-27' });
    const column = board.columns.find(({ doctorName }) => doctorName === 'Víctor Noriega');

    expect(column?.appointments.map((visit) => [visit.patient.familyName, visit.status])).toEqual([
      ['Mosciski', 'completed'],
      ["O'Keefe", 'completed'],
    ]);
  });

  it('leaves a line in the audit for each record', async () => {
    await bringInSynthea(db, writeSynthea(temp.path, {}));
    const count = (subtype: string) =>
      db.file.prepare('SELECT count(*) FROM audit_event WHERE subtype = ?').pluck().get(subtype);

    expect(['patient.import', 'doctor.import', 'appointment.import'].map(count)).toEqual([3, 2, 3]);
  });
});

describe('running it twice', () => {
  it('changes nothing the second time', async () => {
    const folder = writeSynthea(temp.path, {});
    const first = await bringInSynthea(db, folder);
    const before = [changes(), await imported()];
    const second = await bringInSynthea(db, folder);

    expect(first.counts.map((file) => file.created)).toEqual([3, 2, 3]);
    expect(second.counts.map((file) => [file.created, file.unchanged])).toEqual([
      [0, 3],
      [0, 2],
      [0, 3],
    ]);
    expect([changes(), await imported()]).toEqual(before);
  });

  it('leaves alone what the desk has changed since', async () => {
    const folder = writeSynthea(temp.path, {});
    await bringInSynthea(db, folder);
    const { patients } = await imported();
    const call = clinic.call(clinic.actors.reception);
    await call.patients.edit({ id: patients[0]!.id, expectedVersion: 1, changes: { phone: '+1 555 0100' } });
    await bringInSynthea(db, folder);

    expect((await imported()).patients[0]).toMatchObject({ phone: '+1 555 0100', version: 2 });
  });

  it('brings in what is new', async () => {
    await bringInSynthea(db, writeSynthea(temp.path, {}));
    const more = [...GOOD.encounters, 'e4,2024-01-01T10:00:00Z,2024-01-01T10:15:00Z,p1,d2,urgentcare,Cough'];
    const { counts } = await bringInSynthea(db, writeSynthea(temp.path, { encounters: more }));

    expect(counts.map((file) => file.created)).toEqual([0, 0, 1]);
  });
});

describe('a dry run', () => {
  it('says what the import would say and writes nothing', async () => {
    const folder = writeSynthea(temp.path, {
      encounters: [
        ...GOOD.encounters,
        'e4,2023-01-27T16:20:00Z,2023-01-27T16:40:00Z,p3,d1,ambulatory,Overlap',
      ],
    });
    const content = JSON.stringify(await imported());
    const dry = await bringInSynthea(db, folder, { isDryRun: true });
    const afterDry = JSON.stringify(await imported());
    const real = await bringInSynthea(db, folder);

    expect(afterDry).toBe(content);
    expect(dry).toEqual(real);
    expect(dry.problems).toHaveLength(2);
  });
});

describe('a run that is cut off', () => {
  it('keeps its finished batches and goes on from there', async () => {
    const encounters = Array.from({ length: 50 }, (_, i) => {
      const at = (minute: number) => new Date(Date.UTC(2023, 5, 1, 8, i * 20 + minute)).toISOString();
      return `e${i},${at(0)},${at(15)},p1,d1,ambulatory,Visit ${i}`;
    });
    const folder = writeSynthea(temp.path, { encounters });
    const cutOff = bringInSynthea(db, folder, {
      batchSize: 10,
      onProgress: (file, rows) => {
        if (file === 'encounters.csv' && rows === 30) throw new Error('the plug was pulled');
      },
    });
    await expect(cutOff).rejects.toThrow('the plug was pulled');
    const halfway = (await imported()).visits.length;
    const resumed = await bringInSynthea(db, folder, { batchSize: 10 });

    expect(halfway).toBe(30);
    expect(resumed.counts[2]).toMatchObject({ created: 20, unchanged: 30, refused: 0 });
    expect((await imported()).visits).toHaveLength(50);
  });
});

describe('bad rows', () => {
  const BAD = {
    patients: [
      ...GOOD.patients,
      'p4,2014-02-30,,,No1,Such2,M,x,y,z,', // 5: no such day
      'p5,2999-01-01,,,Not1,Born2,M,x,y,z,', // 6: not born yet
      'p6,1990-01-01,,,,Nameless7,F,x,y,z,', // 7: no given name
      ',1990-01-01,,,Id1,Less2,F,x,y,z,', // 8: no id
      'p1,1990-01-01,,,Second1,First2,F,x,y,z,', // 9: an id twice
      'p7,1990-01-01,,,Too,Few', // 10: ragged
      'p8,1990-01-01,,,"Open,Quote,F,x,y,z,', // 11: a quote nobody closes
      'p9,1990-01-01,1980-01-01,,Died1,Early2,F,x,y,z,', // 12: dead before born, brought in with a warning
      'p10,1791-12-05,,,Wolfgang1,Mozart2,M,x,y,z,', // 13: born too long ago
    ],
    providers: [
      ...GOOD.providers,
      'd3,o1,,M,CARDIOLOGY', // 4: no name
    ],
    encounters: [
      ...GOOD.encounters,
      'e4,2023-01-27T16:20:00Z,2023-01-27T16:40:00Z,p9,d1,ambulatory,x', // 5: the doctor is busy
      'e5,2023-01-27T16:20:00Z,2023-01-27T16:40:00Z,p1,d2,ambulatory,x', // 6: the patient is busy
      'e6,2023-02-01T10:00:00Z,2023-02-01T10:15:00Z,nobody,d1,ambulatory,x', // 7
      'e7,2023-02-01T10:00:00Z,2023-02-01T10:15:00Z,p1,noone,ambulatory,x', // 8
      'e8,2023-02-01T10:15:00Z,2023-02-01T10:00:00Z,p1,d1,ambulatory,x', // 9: ends before it starts
      'e9,2023-02-30T10:00:00Z,2023-02-30T10:15:00Z,p1,d1,ambulatory,x', // 10: no such day, both ends
      'e10,2023-02-01T10:00:00,2023-02-01T10:15:00Z,p1,d1,ambulatory,x', // 11: no offset
      'e11,2999-02-01T10:00:00Z,2999-02-01T10:15:00Z,p1,d1,ambulatory,x', // 12: has not been yet
      'e12,2003-02-01T10:00:00Z,2003-02-01T10:15:00Z,p1,d1,ambulatory,x', // 13: before the birth
      'e13,2023-02-02T10:00:00Z,2023-02-02T10:15:00Z,p5,d1,ambulatory,x', // 14: of a refused patient
      'e14,2023-02-03T10:00:00Z,2023-02-03T10:15:00Z,p2,d1,telepathy,x', // 15: good, of a class nobody knows
      'e15,2021-02-03T10:00:00Z,2021-02-03T10:15:00Z,p3,d1,wellness,x', // 16: after the death, with a warning
    ],
  };

  it('are each told with their file, line and field', async () => {
    const result = await bringInSynthea(db, writeSynthea(temp.path, BAD));

    expect(placesOf(result)).toEqual([
      'error patients.csv:5 BIRTHDATE',
      'error patients.csv:6 BIRTHDATE',
      'error patients.csv:7 FIRST',
      'error patients.csv:8 Id',
      'error patients.csv:9 Id',
      'error patients.csv:10 row',
      'error patients.csv:11 row',
      'warning patients.csv:12 DEATHDATE',
      'error patients.csv:13 BIRTHDATE',
      'error providers.csv:4 NAME',
      'error encounters.csv:5 START',
      'error encounters.csv:6 START',
      'error encounters.csv:7 PATIENT',
      'error encounters.csv:8 PROVIDER',
      'error encounters.csv:9 STOP',
      'error encounters.csv:10 START',
      'error encounters.csv:10 STOP',
      'error encounters.csv:11 START',
      'error encounters.csv:12 STOP',
      'error encounters.csv:13 START',
      'error encounters.csv:14 PATIENT',
      'warning encounters.csv:16 START',
    ]);
  });

  it('never cost a good one', async () => {
    const result = await bringInSynthea(db, writeSynthea(temp.path, BAD));
    const { patients, doctors, visits } = await imported();

    expect(patients.map((p) => p.sourceId)).toEqual(['p1', 'p2', 'p3', 'p9']);
    expect(doctors.map((d) => d.sourceId)).toEqual(['d1', 'd2']);
    expect(visits.map((v) => v.sourceId)).toEqual(['e1', 'e14', 'e15', 'e2', 'e3']);
    expect(visits.find((v) => v.sourceId === 'e14')?.typeName).toBe('Other visit');
    for (const { rows, created, unchanged, refused } of result.counts) {
      expect(created + unchanged + refused).toBe(rows);
    }
    expect(result.counts.map((file) => file.rows)).toEqual([12, 3, 15]);
  });

  it('say which visit is in the way', async () => {
    const { problems } = await bringInSynthea(db, writeSynthea(temp.path, BAD));
    const messages = problems.filter((p) => p.line === 5 || p.line === 6).map((p) => p.message);

    expect(messages).toContain(
      'overlaps another visit of the doctor (e1, 2023-01-27T16:17:47.000Z to 2023-01-27T16:32:47.000Z)',
    );
    expect(messages).toContain(
      'overlaps another visit of the patient (e1, 2023-01-27T16:17:47.000Z to 2023-01-27T16:32:47.000Z)',
    );
  });

  it('are told again, and change nothing, the second time', async () => {
    const folder = writeSynthea(temp.path, BAD);
    const first = await bringInSynthea(db, folder);
    const before = changes();
    const second = await bringInSynthea(db, folder);

    expect(placesOf(second)).toEqual(placesOf(first));
    expect(changes()).toBe(before);
  });

  it('keep a folder out that lacks a file or a column', async () => {
    await expect(bringInSynthea(db, join(temp.path, 'nowhere'))).rejects.toThrow(/has no patients.csv/);
    const folder = writeSynthea(temp.path, {});

    writeFileSync(join(folder, 'encounters.csv'), 'Id,START\n');
    await expect(bringInSynthea(db, folder)).rejects.toThrow(
      'encounters.csv has no column STOP, PATIENT, PROVIDER, ENCOUNTERCLASS, DESCRIPTION; it has Id, START',
    );
  });
});
