import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../server/db/transact.ts';
import { readCsvMap } from '../../../server/features/imports/csv-map.ts';
import { openReport } from '../../../server/features/imports/import-report.ts';
import { makeTempFolder, medlink } from '../cli/run-command.ts';
import { openEmptyDb } from '../demo/demo-support.ts';
import { bringInList, MAP, MAP_HEADER, placesOf } from './import-support.ts';

let db: Db;
let temp: ReturnType<typeof makeTempFolder>;
beforeEach(async () => {
  db = await openEmptyDb();
  temp = makeTempFolder();
});
afterEach(async () => {
  temp[Symbol.dispose]();
  await db.close();
});

const ANNA = '1,Änna,Müller,01.02.1990,W,030 555-0100,Lindenstr. 1,Neustadt,ja,Rings twice';
const JOSE = '2,José,Peña,3.11.1985,M,,,,,';
const list = (...lines: string[]) => [MAP_HEADER, ...lines, ''].join('\n');
const bring = (content: string | Uint8Array, map = MAP) =>
  bringInList(db, { folder: temp.path, content, map });
const patients = () => db.read((q) => q.selectFrom('patient').selectAll().orderBy('chartNumber').execute());
const names = async () => (await patients()).map((p) => `${p.givenName} ${p.familyName}`);

describe('a list of patients', () => {
  it('comes in under the columns of its map', async () => {
    await bring(list(ANNA, JOSE));

    expect(await patients()).toMatchObject([
      {
        source: 'oldsystem',
        sourceId: '1',
        givenName: 'Änna',
        familyName: 'Müller',
        birthDate: '1990-02-01',
        sex: 'female',
        phone: '030 555-0100',
        address: 'Lindenstr. 1, Neustadt',
        needsInterpreter: 1,
        deskNote: 'Rings twice',
      },
      {
        sourceId: '2',
        birthDate: '1985-11-03',
        sex: 'male',
        phone: null,
        address: null,
        needsInterpreter: 0,
        deskNote: null,
      },
    ]);
  });

  it('changes nothing the second time', async () => {
    await bring(list(ANNA, JOSE));
    const before = await patients();
    const { counts } = await bring(list(ANNA, JOSE));

    expect(counts).toMatchObject([{ rows: 2, created: 0, unchanged: 2, refused: 0 }]);
    expect(await patients()).toEqual(before);
  });

  it('warns of a chart that may be the same person, and brings it in', async () => {
    await bring(list(ANNA));
    const twin = await bring(list('9,Anna,Mueller,01.02.1990,W,,,,,'));

    expect(placesOf(twin)).toEqual(['warning patients.csv:2 PatientNo']);
    expect(await names()).toEqual(['Änna Müller', 'Anna Mueller']);
  });

  it('leaves out what is wrong but not needed, and says so', async () => {
    const result = await bring(list('1,Anna,Müller,01.02.1990,banana,call her,,,perhaps,'));

    expect(placesOf(result)).toEqual([
      'warning patients.csv:2 Sex',
      'warning patients.csv:2 Phone',
      'warning patients.csv:2 Interpreter',
    ]);
    expect(result.problems.map((problem) => problem.value)).toEqual(['banana', 'call her', 'perhaps']);
    expect(await patients()).toMatchObject([{ sex: 'unknown', phone: null, needsInterpreter: 0 }]);
  });

  it('is refused row by row where a name, a date or an id is missing or impossible', async () => {
    const result = await bring(
      list(
        '1,,Müller,01.02.1990,W,,,,,',
        '2,Anna,,01.02.1990,W,,,,,',
        '3,Anna,Müller,,W,,,,,',
        '4,Anna,Müller,31.02.1990,W,,,,,',
        '5,Anna,Müller,1990-02-01,W,,,,,',
        ',Anna,Müller,01.02.1990,W,,,,,',
        `6,${'x'.repeat(101)},Müller,01.02.1990,W,,,,,`,
        '7,Anna\u0007,Müller,01.02.1990,W,,,,,',
        JOSE,
      ),
    );

    expect(result.problems.map(({ line, field, value }) => [line, field, value?.slice(0, 12)])).toEqual([
      [2, 'First name', ''],
      [3, 'Last name', ''],
      [4, 'DOB', ''],
      [5, 'DOB', '31.02.1990'],
      [6, 'DOB', '1990-02-01'],
      [7, 'PatientNo', ''],
      [8, 'First name', 'x'.repeat(12)],
      [9, 'First name', 'Anna\u0007'],
    ]);
    expect(await names()).toEqual(['José Peña']);
    expect(result.counts).toMatchObject([{ rows: 9, created: 1, refused: 8 }]);
  });

  it('keeps emoji, quotes, SQL and HTML as they are written', async () => {
    await bring(list('1,"Robert""); DROP TABLE patient;--",<b>O\'Neil</b> 🦊,01.02.1990,M,,,,,'));

    expect(await names()).toEqual([`Robert"); DROP TABLE patient;-- <b>O'Neil</b> 🦊`]);
  });

  it('leaves out of names what nobody sees, and refuses one of which nothing is left', async () => {
    const { counts } = await bring(
      list('1,An\u200Bna,\u202EMüller\u202C,01.02.1990,W,,,,,', '2,\u3164,Peña,3.11.1985,M,,,,,'),
    );

    expect(await names()).toEqual(['Anna Müller']);
    expect(counts).toMatchObject([{ rows: 2, created: 1, refused: 1 }]);
  });
});

describe('how the file is written', () => {
  const both = list(ANNA, JOSE);

  it.each<[string, string | Uint8Array]>([
    ['with a byte-order mark', `\uFEFF${both}`],
    ['with CRLF', both.replaceAll('\n', '\r\n')],
    ['with CR', both.replaceAll('\n', '\r')],
    ['without a last line end', both.trimEnd()],
    ['with empty lines', list(ANNA, '', ',,,,,,,,,', JOSE, '')],
    ['in Latin-1', Buffer.from(both, 'latin1')],
    ['in UTF-16 with its mark', Buffer.from(`\uFEFF${both}`, 'utf16le')],
    ['with semicolons', both.replaceAll(',', ';')],
    ['with tabs', both.replaceAll(',', '\t')],
    ['with quotes around everything', both.replace(/[^,\n]+/g, (field) => `"${field}"`)],
  ])('is read right %s', async (_, content) => {
    const { problems } = await bring(content);

    expect(problems).toEqual([]);
    expect(await names()).toEqual(['Änna Müller', 'José Peña']);
  });

  it('may have commas and line ends inside quotes, and the lines after keep their numbers', async () => {
    const note = '1,Anna,Müller,01.02.1990,W,,"Lindenstr. 1, rear","Neustadt",,"Rings twice,\r\nthen waits"';
    const { problems } = await bring(list(note, '3,,Nobody,01.02.1990,W,,,,,').replaceAll('\n3,', '\r\n3,'));

    expect(await patients()).toMatchObject([
      { address: 'Lindenstr. 1, rear, Neustadt', deskNote: 'Rings twice,\r\nthen waits' },
    ]);
    expect(problems.map(({ line, field }) => [line, field])).toEqual([[4, 'First name']]);
  });

  it('reads the signs Windows put into Latin-1', async () => {
    await bring(
      Buffer.concat([
        Buffer.from(`${MAP_HEADER}\n1,Zo`),
        Buffer.from([0xeb]),
        Buffer.from(',Kova'),
        Buffer.from([0x9e]),
        Buffer.from(',01.02.1990,W,,,,,\n'),
      ]),
    );

    expect(await names()).toEqual(['Zoë Kovaž']);
  });

  it('tells the row that is damaged in a UTF-8 file, and reads the others as UTF-8', async () => {
    const damaged = Buffer.concat([
      Buffer.from(list(ANNA, JOSE)),
      Buffer.from('3,Ren'),
      Buffer.from([0xe9]),
      Buffer.from(',Roy,01.02.1990,M,,,,,\n'),
    ]);
    const result = await bring(damaged);

    expect(placesOf(result)).toEqual(['error patients.csv:4 row']);
    expect(await names()).toEqual(['Änna Müller', 'José Peña']);
  });

  it('loses one row to a stray quote, not the rest of the file', async () => {
    const rest = Array.from({ length: 400 }, (_, i) => `${i + 10},Anna,Number ${i},01.02.1990,W,,,,,`);
    const result = await bring(
      list('1,Anna,6" tall,01.02.1990,W,,,,,', '2,"Open,End,01.02.1990,W,,,,,', ...rest, JOSE),
    );

    expect(placesOf(result)).toEqual(['error patients.csv:2 row', 'error patients.csv:3 row']);
    expect(await patients()).toHaveLength(401);
  });

  it('tells a row of too few or too many fields', async () => {
    const result = await bring(list('1,Anna,Müller', `${ANNA},extra`, `${JOSE},,,`));

    expect(placesOf(result)).toEqual(['error patients.csv:2 row', 'error patients.csv:3 row']);
    expect(await names()).toEqual(['José Peña']);
  });

  it.each(['', '\n', '\uFEFF'])('is refused as a whole when it is empty: %j', async (content) => {
    await expect(bring(content)).rejects.toThrow('is empty');
  });

  it('holds a character cut in two by the reading in blocks', async () => {
    const lines = Array.from(
      { length: 3_000 },
      (_, i) => `${i},Zoë,Größmann-Ünal,01.02.1990,W,,,,,${'ä'.repeat(i % 60)}`,
    );
    const { problems, counts } = await bring(list(...lines), { ...MAP, source: 'blocks' });

    expect(counts).toMatchObject([{ created: 3_000 }]);
    expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(new Set(await names())).toEqual(new Set(['Zoë Größmann-Ünal']));
  });
});

describe('a map', () => {
  const mapFile = (content: unknown) => {
    const path = join(temp.path, 'map.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  it('that names a column the file has not is refused with the columns there are', async () => {
    const map = { ...MAP, id: 'Number', columns: { ...MAP.columns, phone: 'Tel' } };

    await expect(bring(list(ANNA), map)).rejects.toThrow(
      /id: there is no column "Number"\n {2}phone: there is no column "Tel"\n {2}The columns are "PatientNo", "First name"/,
    );
  });

  it.each([
    ['{"source":', 'is not JSON'],
    [{ ...MAP, colour: 'red' }, 'colour'],
    [{ ...MAP, columns: { ...MAP.columns, familyName: undefined } }, 'columns.familyName'],
    [
      { ...MAP, columns: { ...MAP.columns, birthDate: { column: 'DOB', format: 'DD.MM' } } },
      'columns.birthDate',
    ],
    [{ ...MAP, columns: { ...MAP.columns, shoeSize: 'Size' } }, 'shoeSize'],
  ])('that is wrong is refused by name: %#', (content, message) => {
    expect(() => readCsvMap(mapFile(content))).toThrow(message);
  });

  it('reads dates in the order it says', async () => {
    const american = {
      ...MAP,
      columns: { ...MAP.columns, birthDate: { column: 'DOB', format: 'MM/DD/YYYY' } },
    };
    await bring(list('1,Anna,Müller,2/1/1990,W,,,,,', '2,Bea,Müller,13/1/1990,W,,,,,'), american);

    expect((await patients()).map((p) => p.birthDate)).toEqual(['1990-02-01']);
  });
});

describe('the report', () => {
  const problem = {
    severity: 'error',
    file: 'patients.csv',
    line: 7,
    field: 'First name',
    value: '=HYPERLINK("http://evil")',
    message: 'is needed, really',
  } as const;

  it('is CSV that no spreadsheet runs, for its owner only', () => {
    const path = join(temp.path, 'imports', 'report.csv');
    const report = openReport(path);
    report.add(problem);
    report.close();

    expect(readFileSync(path, 'utf8').split('\r\n')).toEqual([
      '\uFEFFseverity,file,line,field,value,message',
      `error,patients.csv,7,First name,"'=HYPERLINK(""http://evil"")","is needed, really"`,
      '',
    ]);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('is JSON lines where its name says so', () => {
    const path = join(temp.path, 'report.jsonl');
    const report = openReport(path);
    report.add(problem);
    report.close();

    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(problem);
  });
});

describe('medlink import', () => {
  const run = (...more: string[]) =>
    medlink([
      'import',
      '--from',
      'csv',
      '--map',
      join(temp.path, 'map.json'),
      join(temp.path, 'list.csv'),
      '--data',
      join(temp.path, 'data'),
      ...more,
    ]);
  const report = () => join(temp.path, 'report.jsonl');
  beforeEach(() => {
    writeFileSync(join(temp.path, 'map.json'), JSON.stringify(MAP));
    writeFileSync(join(temp.path, 'list.csv'), list(ANNA, '2,,Nobody,01.02.1990,W,,,,,', JOSE));
  });

  it('stops after the dry run when it is told to', async () => {
    const dry = await run('--dry-run', '--report', report());
    const real = await run('--report', report());

    expect(dry.code).toBe(0);
    expect(dry.out).toContain('list.csv: 3 rows, 2 new, 0 there already, 1 refused');
    expect(dry.out).toContain('error: list.csv line 3, First name: is needed');
    expect(real.out).toContain('Import:\n  list.csv: 3 rows, 2 new');
    expect(JSON.parse(readFileSync(report(), 'utf8'))).toMatchObject({ line: 3, field: 'First name' });
  });

  it('has nothing to do the second time', async () => {
    await run();
    const again = await run();

    expect(again).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing new to import.') as string,
    });
    expect(again.out).toContain('0 new, 2 there already, 1 refused');
  });

  it('ends with 1 when the input as a whole is no good', async () => {
    writeFileSync(join(temp.path, 'map.json'), '{}');
    const { code, err } = await run();

    expect(code).toBe(1);
    expect(err).toContain('is no map of columns');
  });
});
