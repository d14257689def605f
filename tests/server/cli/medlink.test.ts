import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFile } from '../../../server/db/backup.ts';
import { takeDataFolder } from '../../../server/db/data-folder.ts';
import { openDataFolder } from '../../../server/db/open-data-folder.ts';
import { openSqlite } from '../../../server/db/open.ts';
import { systemClock } from '../../../server/lib/clock.ts';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import type { SessionId } from '../../../shared/ids.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { makeTempFolder, medlink } from './run-command.ts';

const PASSWORD = 'seven-green-umbrellas';
let temp: ReturnType<typeof makeTempFolder>;
let data: string;
beforeEach(() => {
  temp = makeTempFolder();
  data = join(temp.path, 'clinic');
});
afterEach(() => temp[Symbol.dispose]());

const demo = (...more: string[]) =>
  medlink(['demo', '--data', data, '--password', PASSWORD, '--doctors', '3', '--patients', '40', ...more]);

function query(sql: string): unknown {
  const file = openSqlite(join(data, 'medlink.db'));
  try {
    return file.prepare(sql).pluck().all();
  } finally {
    file.close();
  }
}

describe('medlink', () => {
  it('tells what it can do and ends with 0', async () => {
    const { code, out } = await medlink(['--help']);

    expect(code).toBe(0);
    for (const word of ['serve', 'demo', 'import', 'user', 'backup']) expect(out).toContain(word);
  });

  it.each([
    ['serve', '--port'],
    ['demo', '--seed'],
    ['import', '--dry-run'],
    ['backup', '--to'],
  ])('explains %s', async (command, option) => {
    const { code, out } = await medlink([command, '--help']);

    expect(code).toBe(0);
    expect(out).toContain(option);
  });

  it.each([
    [[]],
    [['dance']],
    [['demo']],
    [['demo', '--data', 'x', '--password', 'y', '--seed', 'many']],
    [['demo', '--data', 'x', '--password', 'y', '--today', '2026-02-30']],
    [['demo', '--data', 'x', '--password', 'y', '--time-zone', 'Mars/Base']],
    [['demo', '--data', 'x', '--password', 'y', '--language', 'fr']],
    [['import', '--from', 'csv', 'patients.csv']],
    [['import', '--from', 'paper', 'box']],
    [['user', 'add', '--data', 'x', '--role', 'boss', '--email', 'a@b.cd', '--name', 'A']],
    [['backup', '--data', 'x']],
  ])('called wrongly as %j ends with 2', async (args) => {
    const { code, err } = await medlink(args);

    expect(code).toBe(2);
    expect(err).not.toBe('');
  });
});

describe('a folder that was mistyped', () => {
  it('is made into no clinic by what only reads or repairs one', async () => {
    const person = ['--email', 'ada@clinic.test'];
    const commands = [
      ['retention'],
      ['retention', '--apply'],
      ['sealed', '--chart', '1', '--reason', 'A case at court'],
      ['authority'],
      ['audit', 'verify'],
      ['audit', 'export'],
      ['backup', '--to', join(temp.path, 'copy.db')],
      ['user', 'reset-factors', ...person],
      ['user', 'add', '--role', 'receptionist', '--name', 'Ada', ...person],
    ];
    for (const command of commands) {
      const ran = await medlink([...command, '--data', data], { stdin: 'violet anchor seventeen' });
      expect([command, ran.code, ran.out]).toEqual([command, 1, '']);
      expect(ran.err).toContain(data);
      expect([command, existsSync(data)]).toEqual([command, false]);
    }
    // A folder of something else stays as it is, too.
    mkdirSync(data);
    expect(await medlink(['retention', '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining('holds no clinic') as string,
    });
    expect(readdirSync(data)).toEqual([]);
  });
});

describe('medlink demo', () => {
  it('fills an empty folder, and refuses it the second time', async () => {
    const first = await demo('--today', '2026-03-04');
    const visits = query('SELECT id FROM appointment ORDER BY id');
    const second = await demo('--today', '2026-03-04');

    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('admin@demo.clinic') as string });
    expect(second).toMatchObject({
      code: 1,
      err: expect.stringContaining('already holds a clinic') as string,
    });
    expect(query('SELECT id FROM appointment ORDER BY id')).toEqual(visits);
  });

  it('puts the day it is told in the middle, in the zone it is told', async () => {
    await demo('--today', '2026-03-04', '--time-zone', 'America/St_Johns');

    expect(query("SELECT value FROM setting WHERE key = 'timeZone'")).toEqual(['"America/St_Johns"']);
    expect(query("SELECT count(*) > 0 FROM appointment WHERE status = 'with_doctor'")).toEqual([1]);
    expect(
      query("SELECT count(*) FROM appointment WHERE starts_at < '2026-03-04' AND status = 'booked'"),
    ).toEqual([0]);
  });

  it.each([
    { how: 'as the computer speaks', LANG: 'de_AT.UTF-8', more: [], language: 'de' },
    { how: 'as it is told', LANG: 'de_AT.UTF-8', more: ['--language', 'en'], language: 'en' },
    { how: 'in English where the computer’s has no words', LANG: 'fr_FR.UTF-8', more: [], language: 'en' },
  ])('writes $how', async ({ LANG, more, language }) => {
    const few = ['--doctors', '1', '--patients', '10', '--visits', '20'];
    await medlink(['demo', '--data', data, '--password', PASSWORD, ...few, ...more], { env: { LANG } });

    expect(query("SELECT value FROM setting WHERE key = 'language'")).toEqual([`"${language}"`]);
    const first = language === 'de' ? 'Allgemeinmedizin' : 'General practice';
    expect(query('SELECT name FROM specialization')).toContain(first);
  });

  it('is refused while another process has the folder', async () => {
    const holder = takeDataFolder(data, '2026-03-04T08:00:00.000Z');
    const { code, err } = await demo();
    holder.release();

    expect(code).toBe(1);
    expect(err).toContain('in use by another MedLink');
  });
});

describe('medlink user add', () => {
  const add = (args: string[], given = {}) =>
    medlink(['user', 'add', '--data', data, '--email', 'ada@clinic.test', '--name', 'Ada', ...args], given);

  const FIRST = ['--role', 'admin', '--clinic', 'Harbour clinic', '--time-zone', 'Europe/Lisbon'];

  it('wants the very first account to be an admin who names the clinic and its zone', async () => {
    const given = { stdin: 'violet anchor seventeen' };

    await (await openDataFolder(data, { startedAt: systemClock.now() })).close();
    expect(await add(['--role', 'admin'], given)).toMatchObject({
      code: 1,
      err: expect.stringContaining('not set up yet') as string,
    });
    expect(await add(['--role', 'admin', '--clinic', 'Harbour clinic'], given)).toMatchObject({ code: 1 });
    expect(await add([...FIRST.slice(0, -1), 'Mars/Base'], given)).toMatchObject({ code: 2 });
    expect(await add(['--role', 'receptionist', ...FIRST.slice(2)], given)).toMatchObject({ code: 1 });
    expect(query('SELECT count(*) FROM app_user')).toEqual([0]);
    expect(await add(FIRST, given)).toMatchObject({ code: 0 });
    expect(query('SELECT value FROM setting ORDER BY key')).toEqual(['"Harbour clinic"', '"Europe/Lisbon"']);
    expect(await add([...FIRST, '--email', 'b@clinic.test'], given)).toMatchObject({
      code: 1,
      err: expect.stringContaining('set up already') as string,
    });
  });

  it('lets somebody back in who has lost their second factor', async () => {
    await add(FIRST, { stdin: 'violet anchor seventeen' });
    const file = openSqlite(join(data, 'medlink.db'));
    file.exec(
      `INSERT INTO totp_factor SELECT id, 'sealed', created_at, created_at, 0 FROM app_user;
       INSERT INTO recovery_code SELECT 'hash', id FROM app_user;
       INSERT INTO passkey SELECT id, id, 'a credential of it', 'desk.clinic.test', x'00', 0, '[]', 'Phone',
         created_at, NULL, 1, NULL FROM app_user;
       INSERT INTO session (id, user_id, device, address, created_at, last_used_at, expires_at)
         SELECT id, id, 'A lost laptop', '192.0.2.66', created_at, created_at, '2099-01-01T00:00:00.000Z' FROM app_user;
       INSERT INTO refresh_token (token_hash, session_id, issued_at) SELECT 'hash', id, created_at FROM app_user`,
    );
    file.close();
    const reset = (email: string) => medlink(['user', 'reset-factors', '--data', data, '--email', email]);

    expect(await reset('nobody@clinic.test')).toMatchObject({ code: 1 });
    expect(query('SELECT count(*) FROM totp_factor')).toEqual([1]);
    expect(await reset('Ada@clinic.test')).toMatchObject({ code: 0 });
    expect(query('SELECT count(*) FROM totp_factor')).toEqual([0]);
    expect(query('SELECT count(*) FROM recovery_code')).toEqual([0]);
    expect(query('SELECT count(*) FROM passkey')).toEqual([0]);
    expect(query("SELECT count(*) FROM audit_event WHERE subtype = 'user.resetFactors'")).toEqual([1]);
    // Whoever signed in with what was lost is out.
    expect(query('SELECT end_reason FROM session')).toEqual(['session.factorsReset']);
    expect(query('SELECT count(*) FROM refresh_token')).toEqual([0]);
  });

  it('makes an account with the password from stdin or the environment', async () => {
    const fromStdin = await add(FIRST, { stdin: 'violet anchor seventeen\nrest' });
    const fromEnv = await medlink(
      [
        'user',
        'add',
        '--data',
        data,
        '--email',
        'rita@clinic.test',
        '--name',
        'Rita',
        '--role',
        'receptionist',
      ],
      { env: { MEDLINK_PASSWORD: 'violet anchor seventeen' } },
    );

    expect([fromStdin.code, fromEnv.code]).toEqual([0, 0]);
    expect(query('SELECT email FROM app_user ORDER BY email')).toEqual([
      'ada@clinic.test',
      'rita@clinic.test',
    ]);
    expect(query("SELECT count(*) FROM app_user WHERE password_hash LIKE '$argon2id$%'")).toEqual([2]);
    expect(query("SELECT count(*) FROM audit_event WHERE subtype = 'user.createStaff'")).toEqual([2]);
  });

  it('refuses an e-mail that is taken, a weak password, and none at all', async () => {
    await add(FIRST, { stdin: 'violet anchor seventeen' });

    expect(await add(['--role', 'admin'], { stdin: 'violet anchor seventeen' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('has an account already') as string,
    });
    for (const stdin of ['short', 'ｍｅｄｌｉｎｋ－ｃｌｉｎｉｃ－１２３４５']) {
      expect(await add(['--role', 'admin', '--email', 'weak@clinic.example'], { stdin })).toMatchObject({
        code: 1,
      });
    }
    expect(await add(['--role', 'admin'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('No password') as string,
    });
    expect(query('SELECT count(*) FROM app_user')).toEqual([1]);
  });

  it("takes no password made of the clinic's name, the one it is given or its own", async () => {
    await demo();
    const add = (password: string, ...more: string[]) =>
      medlink(
        [
          'user',
          'add',
          '--data',
          data,
          '--role',
          'admin',
          '--email',
          'x@clinic.example',
          '--name',
          'X',
          ...more,
        ],
        { env: { MEDLINK_PASSWORD: password } },
      );
    const [name] = query("SELECT json_extract(value, '$') FROM setting WHERE key = 'clinicName'") as [string];

    const refused = { code: 1, err: expect.stringContaining('guessed first') };
    expect(await add(`${name} ${name} 2026!`)).toMatchObject(refused);
    const other = join(temp.path, 'other');
    data = other;
    const setUp = ['--clinic', 'Willowbrook', '--time-zone', 'Europe/Berlin'];
    expect(await add('willowbrook willowbrook 26', ...setUp)).toMatchObject(refused);
  });

  it("wants a doctor's account to belong to a doctor who has none", async () => {
    await demo();
    const given = { stdin: 'violet anchor seventeen' };
    const [taken] = query('SELECT id FROM doctor LIMIT 1') as string[];

    expect(await add(['--role', 'doctor', '--doctor', taken!], given)).toMatchObject({ code: 1 });
    expect(await add(['--role', 'doctor'], given)).toMatchObject({ code: 1 });
    expect(await add(['--role', 'admin', '--doctor', taken!], given)).toMatchObject({ code: 1 });
  });
});

describe('medlink serve', () => {
  it('says where it listens, lets its folder be copied meanwhile, and closes in order', async () => {
    await demo();
    const server = startServer(data);
    const url = await server.url;
    const ready = await fetch(`${url}/readyz`);
    const target = join(temp.path, 'copy.db');
    const backup = await medlink(['backup', '--data', data, '--to', target]);
    const second = await medlink(
      ['user', 'add', '--data', data, '--role', 'admin', '--email', 'a@b.cd', '--name', 'A'],
      {
        env: { MEDLINK_PASSWORD: 'violet anchor seventeen' },
      },
    );
    const code = await server.stop();

    expect(ready.status).toBe(200);
    expect(backup).toMatchObject({ code: 0, out: `${await hashFile(target)}  ${target}\n` });
    expect(second.code).toBe(1);
    expect(code).toBe(0);
    expect(existsSync(join(data, 'medlink.pid'))).toBe(false);
  });

  it('ends with 2 when a setting cannot be right', async () => {
    const { code, err } = await medlink(['serve', '--data', data, '--port', 'seven']);

    expect(code).toBe(2);
    expect(err).toContain('--port');
  });
});

describe('medlink retention', () => {
  it('says what is kept too long, and makes it go when told', async () => {
    await demo();
    const said = await medlink(['retention', '--data', data]);
    const applied = await medlink(['retention', '--data', data, '--apply']);

    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toMatch(/^charts +0 of \d+ due; kept: 0 forbidden, 0 open, 0 too young$/m);
    expect(applied.out).toContain('nothing was due');
  });

  it.each([
    ['beside the database', undefined],
    ['in the folder the clinic has chosen', 'sheets'],
  ])('renews the day sheets kept %s, as the server does', async (_, chosen) => {
    await demo('--today', '2005-06-01');
    const sheets = chosen === undefined ? join(data, 'day-sheets') : join(temp.path, chosen);
    mkdirSync(sheets);
    const old = join(sheets, 'day-sheet-2005-06-01.pdf');
    writeFileSync(old, 'names');
    const env: Record<string, string> = chosen === undefined ? {} : { MEDLINK_DAY_SHEETS: sheets };
    const applied = await medlink(['retention', '--data', data, '--apply'], { env });

    expect(applied.out).toMatch(/gone: \d+ charts/);
    expect(existsSync(old)).toBe(false);
    const kept = readdirSync(sheets);
    expect(kept).toEqual([expect.stringMatching(/^day-sheet-\d{4}-\d{2}-\d{2}\.pdf$/)]);
    expect(
      readFileSync(join(sheets, kept[0] ?? ''))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(query("SELECT object_id FROM audit_event WHERE subtype = 'board.dropSheet'")).toEqual([
      '2005-06-01',
    ]);
  });
});

describe('medlink sealed', () => {
  const WHY = 'a suit of Zyxo Markwelt';

  it('keeps why a record was opened under its seal, and nothing of it in the trail', async () => {
    await demo();
    const { db, seal, close } = await openDataFolder(data, { startedAt: systemClock.now() });
    const { id, chartNumber } = await db.read((q) =>
      q.selectFrom('patient').select(['id', 'chartNumber']).limit(1).executeTakeFirstOrThrow(),
    );
    const content = JSON.stringify({ sealed: seal.close('{"visits":[]}', id) });
    const until = toInstant('2096-01-01T00:00:00Z');
    await db.transact(({ q }) =>
      q
        .insertInto('sealedRecord')
        .values({ patientId: id, sealedAt: systemClock.now(), keepUntil: until, content })
        .execute(),
    );
    await close();
    const open = (reason: string) =>
      medlink(['sealed', '--data', data, '--chart', String(chartNumber), '--reason', reason]);

    expect(await open(WHY)).toMatchObject({ code: 0, out: expect.stringContaining('"visits"') as string });
    expect(query("SELECT reason FROM audit_event WHERE subtype = 'patient.openSealed'")).toEqual([null]);
    const written = readdirSync(data).filter((name) => name.startsWith('medlink.db'));
    for (const name of written) expect(readFileSync(join(data, name), 'latin1')).not.toContain('Zyxo');
    const again = await open('another');
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining(WHY) as string });
    expect(again.out).not.toContain('Zyxo');
  });
});

describe('medlink retention by a doubtful clock', () => {
  it('makes nothing go by a clock that may be years ahead, and says what to do', async () => {
    await demo();
    const clinic = await openDataFolder(data, { startedAt: toInstant('2020-03-02T07:00:00Z') });
    await clinic.db.transact(async ({ q }) => {
      const { id } = await q.selectFrom('appUser').select('id').limit(1).executeTakeFirstOrThrow();
      const who = { userId: id, role: 'admin', sessionId: id as string as SessionId } as const;
      const at = toInstant('2020-03-02T08:00:00Z');
      await recordAudit(q, { who, at }, { action: 'R', subtype: 'patient.list' });
    });
    await clinic.close();
    const { code, err, out } = await medlink(['retention', '--data', data, '--apply']);

    expect(code).toBe(1);
    expect(err).toContain('Nothing was deleted');
    expect(err).toContain('at work on 2020-03-02');
    expect(out).not.toMatch(/gone|nothing was due/);
  });
});

describe('medlink backup', () => {
  it('copies everything, and never over a file that is there', async () => {
    await demo();
    const target = join(temp.path, 'copy.db');
    const visits = query('SELECT count(*) FROM appointment');
    await medlink(['backup', '--data', data, '--to', target]);
    const hash = await hashFile(target);
    const again = await medlink(['backup', '--data', data, '--to', target]);

    const copy = openSqlite(target);
    expect(copy.prepare('SELECT count(*) FROM appointment').pluck().all()).toEqual(visits);
    copy.close();
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('exists already') as string });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('brings the keys along, for their owner’s eyes only: a folder made of both is the clinic again', async () => {
    await demo();
    const target = join(temp.path, 'copy.db');
    await medlink(['backup', '--data', data, '--to', target]);
    const restored = join(temp.path, 'restored');
    mkdirSync(restored);
    renameSync(target, join(restored, 'medlink.db'));
    for (const name of ['audit.key', 'secrets.key']) {
      const copy = `${target}.${name}`;
      expect(statSync(copy).mode & 0o777).toBe(0o600);
      expect(readFileSync(copy)).toEqual(readFileSync(join(data, name)));
      renameSync(copy, join(restored, name));
    }
    // Nobody could tell whether lines are missing.
    const withoutEnd = await medlink(['audit', 'verify', '--data', restored]);
    expect(withoutEnd).toMatchObject({ code: 1, out: expect.stringContaining('audit-end.json') as string });
    renameSync(`${target}.audit-end.json`, join(restored, 'audit-end.json'));

    expect(await medlink(['audit', 'verify', '--data', restored])).toMatchObject({ code: 0 });
  });

  it('refuses a folder without a clinic, and makes none there', async () => {
    const { code } = await medlink(['backup', '--data', data, '--to', join(temp.path, 'copy.db')]);

    expect(code).toBe(1);
    expect(existsSync(data)).toBe(false);
  });

  it('refuses a place that cannot be written', async () => {
    await demo();
    writeFileSync(join(temp.path, 'file'), '');
    const { code, err } = await medlink([
      'backup',
      '--data',
      data,
      '--to',
      join(temp.path, 'file', 'copy.db'),
    ]);

    expect(code).toBe(1);
    expect(err).toContain('could not be written');
  });
});

function startServer(folder: string) {
  const main = join(import.meta.dirname, '../../../server/cli/main.ts');
  const child = spawn(process.execPath, [main, 'serve', '--data', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MEDLINK_LOG_LEVEL: 'silent' },
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    void closed.then((code) => reject(new Error(`the server ended with ${String(code)}`)));
  });
  return {
    url,
    stop: () => {
      child.kill('SIGTERM');
      return closed;
    },
  };
}
