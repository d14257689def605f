import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCertificates, readAuthority, renewAuthority } from '../../../server/tls/certificates.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';

const NOW = toInstant('2026-03-02T07:00:00.000Z');
const DAY_MIN = 24 * 60;
const daysLater = (days: number) => addMinutes(NOW, days * DAY_MIN);

let folder: string;
let addresses: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-tls-'));
  addresses = ['192.0.2.10', '[2001:db8::10]'];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (now = NOW) =>
  openCertificates(folder, { now, names: ['desk.clinic'], addresses: () => addresses });
const file = (name: string) => join(folder, name);

describe('a clinic’s own authority', () => {
  it('is made once, for its owner’s eyes only, and vouches for servers and nothing else', async () => {
    const { authorityPem, fingerprint } = await open();
    const again = await open(daysLater(100));

    const authority = new X509Certificate(authorityPem);
    expect(again.fingerprint).toBe(fingerprint);
    expect(fingerprint).toBe(authority.fingerprint256);
    expect(authority.ca).toBe(true);
    expect(statSync(file('clinic-authority.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(file('server-certificate.pem')).mode & 0o777).toBe(0o600);
    expect(readAuthority(folder)?.fingerprint).toBe(fingerprint);
  });

  it('is never made anew in place of a damaged one', async () => {
    await open();
    writeFileSync(file('clinic-authority.pem'), 'half');

    await expect(open()).rejects.toThrow('is damaged');
    expect(readFileSync(file('clinic-authority.pem'), 'utf8')).toBe('half');
  });

  it('is not there before it is needed', () => {
    expect(readAuthority(folder)).toBeUndefined();
  });

  it('says when it ends, and is another one once it is renewed', async () => {
    const { fingerprint, authorityEndsAt } = await open();
    expect(authorityEndsAt).toBe(daysLater(3650));

    const renewed = await renewAuthority(folder, daysLater(3600));
    expect(renewed.fingerprint).not.toBe(fingerprint);
    expect(renewed.endsAt).toBe(daysLater(7250));
    expect(statSync(file('clinic-authority.pem')).mode & 0o777).toBe(0o600);
    const again = await open(daysLater(3600));
    expect(again.fingerprint).toBe(renewed.fingerprint);
    const server = new X509Certificate(again.current().certPem);
    expect(server.verify(new X509Certificate(again.authorityPem).publicKey)).toBe(true);
  });
});

describe('the server’s certificate', () => {
  it('names the computer, its addresses and what the clinic calls it, for thirteen months at most', async () => {
    const { authorityPem, current } = await open();
    const cert = new X509Certificate(current().certPem);

    for (const name of ['localhost', 'desk.clinic']) expect(cert.checkHost(name)).toBe(name);
    for (const ip of ['127.0.0.1', '::1', '192.0.2.10', '2001:db8::10']) expect(cert.checkIP(ip)).toBe(ip);
    expect(cert.checkHost('elsewhere.example')).toBeUndefined();
    expect(cert.checkIP('192.0.2.11')).toBeUndefined();
    expect(cert.ca).toBe(false);
    expect(cert.verify(new X509Certificate(authorityPem).publicKey)).toBe(true);
    const days = (cert.validToDate.getTime() - Date.parse(NOW)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(398);
  });

  it('stays while it is good, and is made anew near its end and for another address', async () => {
    const certificates = await open();
    const first = certificates.current().certPem;
    expect(await certificates.renew(daysLater(360))).toBe(false);
    expect((await open(daysLater(10))).current().certPem).toBe(first);

    expect(await certificates.renew(daysLater(370))).toBe(true);
    const second = certificates.current().certPem;
    expect(second).not.toBe(first);
    addresses = ['192.0.2.77'];
    expect(await certificates.renew(daysLater(370))).toBe(true);
    expect(new X509Certificate(certificates.current().certPem).checkIP('192.0.2.77')).toBe('192.0.2.77');
  });

  it('never outlives the authority, and is not made anew each time in its last days', async () => {
    await open();
    const late = await open(daysLater(3600));
    const first = late.current().certPem;

    expect(new X509Certificate(first).validToDate.toISOString()).toBe(late.authorityEndsAt);
    expect(await late.renew(daysLater(3640))).toBe(false);
    expect((await open(daysLater(3649))).current().certPem).toBe(first);
  });

  it('bears names as devices look them up, leaves out what is none, and stays', async () => {
    const names = ['pc-müller', '[2001:db8::20]', 'my pc', 'pc.lan:4780', '*.lan'];
    const certificates = await openCertificates(folder, { now: NOW, names, addresses: () => addresses });
    const cert = new X509Certificate(certificates.current().certPem);

    expect(cert.checkHost('xn--pc-mller-95a')).toBe('xn--pc-mller-95a');
    expect(cert.checkIP('2001:db8::20')).toBe('2001:db8::20');
    for (const none of ['my pc', '4780', '*']) expect(cert.subjectAltName).not.toContain(none);
    expect(await certificates.renew(NOW)).toBe(false);
  });

  it('is made anew when the authority is another one', async () => {
    const first = (await open()).current().certPem;
    rmSync(file('clinic-authority.pem'));

    expect((await open()).current().certPem).not.toBe(first);
  });
});
