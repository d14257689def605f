import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeDataFolder } from '../../../server/db/data-folder.ts';
import { openSqlite } from '../../../server/db/open.ts';
import { openCertificates } from '../../../server/tls/certificates.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { makeTempFolder, medlink } from './run-command.ts';

const BEGUN = toInstant('2026-03-02T07:00:00.000Z');
let temp: ReturnType<typeof makeTempFolder>;
let data: string;
beforeEach(async () => {
  temp = makeTempFolder();
  data = join(temp.path, 'clinic');
  await medlink(['demo', '--data', data, '--password', 'seven-green-umbrellas', '--doctors', '2']);
});
afterEach(() => temp[Symbol.dispose]());

const authority = (...more: string[]) => medlink(['authority', '--data', data, ...more]);

it('shows what devices compare and until when, and that there is none before it is needed', async () => {
  expect(await authority()).toMatchObject({ code: 1, err: expect.stringContaining('has no authority yet') });
  expect((await authority('--renew')).code).toBe(1);

  const { fingerprint } = await openCertificates(data, { now: BEGUN, names: [], addresses: () => [] });
  const { code, out } = await authority();
  expect(code).toBe(0);
  expect(out).toContain(`SHA-256 ${fingerprint}\nvalid until 2036-02-28\n`);
});

it('renews it, which the trail tells; while a server runs it is refused and nothing is changed', async () => {
  const { fingerprint } = await openCertificates(data, { now: BEGUN, names: [], addresses: () => [] });
  const held = takeDataFolder(data, BEGUN);
  expect(await authority('--renew')).toMatchObject({ code: 1 });
  expect((await authority()).out).toContain(fingerprint);
  held.release();

  const { code, out } = await authority('--renew');
  expect(code).toBe(0);
  expect(out).not.toContain(fingerprint);
  expect((await authority()).out).toBe(out);
  const file = openSqlite(join(data, 'medlink.db'));
  try {
    const lines = file.prepare(
      "SELECT action, address, outcome FROM audit_event WHERE subtype = 'security.renewAuthority'",
    );
    expect(lines.all()).toEqual([{ action: 'U', address: 'command line', outcome: 'success' }]);
  } finally {
    file.close();
  }
});
