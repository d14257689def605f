import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import { addMinutes, type Instant, toDate, toInstant } from '../../shared/time/instant.ts';
import { DataFolderError } from '../db/data-folder.ts';
import { KEY_FILES } from '../db/key-file.ts';
import { computerNames, lanAddresses } from '../wire/host-names.ts';
import { type KeyedCertificate, makeAuthority, makeServerCertificate } from './make-certificates.ts';
import { writeWhole } from './write-whole.ts';

/** What a clinic's server proves itself with on the network. */
export type Certificates = {
  /** The authority's certificate, for devices to trust. */
  readonly authorityPem: string;
  /** SHA-256 of it, in pairs with colons, as devices show it. */
  readonly fingerprint: string;
  /** From then on no device trusts the clinic, unless the authority has been renewed. */
  readonly authorityEndsAt: Instant;
  /** The server's own; another one after `renew` has answered true. */
  current(): KeyedCertificate;
  /** Makes a new one when the old nears its end or this computer has other addresses. Says whether it did. */
  renew(now: Instant): Promise<boolean>;
};

export type CertificateOptions = {
  readonly now: Instant;
  /** Names beside the computer's own. */
  readonly names: readonly string[];
  /** This computer's addresses on its networks; asked anew each time. */
  readonly addresses?: () => string[];
};

const SERVER_FILE = 'server-certificate.pem';
const DAY_MIN = 24 * 60;
/** So long before its end a certificate is made anew. */
const EARLY_DAYS = 30;
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
const DNS_NAME = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/;

/**
 * The certificates of a data folder, made at the first need. The authority's is never made anew by itself:
 * all devices that trust the clinic do so by it. Throws a `DataFolderError` when a file is not what was written.
 */
export async function openCertificates(folder: string, options: CertificateOptions): Promise<Certificates> {
  const authority = await loadAuthority(join(folder, KEY_FILES.authority), options.now);
  const path = join(folder, SERVER_FILE);
  const namesNow = () => allNames(options);
  let server = existsSync(path) ? readKeyed(path) : undefined;
  async function renew(now: Instant): Promise<boolean> {
    const names = namesNow();
    if (server !== undefined && isGood(server, { authority, names, now })) return false;
    server = await makeServerCertificate(authority, { owner: hostname(), names, now });
    writeWhole(path, server.keyPem + server.certPem);
    return true;
  }
  await renew(options.now);
  return {
    authorityPem: authority.certPem,
    fingerprint: fingerprintOf(authority.certPem),
    authorityEndsAt: endOf(authority.certPem),
    current: () => {
      if (server === undefined) throw new Error('the server has no certificate yet');
      return server;
    },
    renew,
  };
}

export type AuthorityFacts = { readonly fingerprint: string; readonly endsAt: Instant };

/** Undefined where the clinic has never been open to the network. */
export function readAuthority(folder: string): AuthorityFacts | undefined {
  const path = join(folder, KEY_FILES.authority);
  return existsSync(path) ? factsOf(readKeyed(path)) : undefined;
}

/**
 * Another authority in place of the one there is, which proves nothing from then on: every device has to be shown
 * the new one. For a folder no server runs on.
 */
export async function renewAuthority(folder: string, now: Instant): Promise<AuthorityFacts> {
  const made = await makeAuthority(hostname(), now);
  writeWhole(join(folder, KEY_FILES.authority), made.keyPem + made.certPem);
  return factsOf(made);
}

function factsOf({ certPem }: KeyedCertificate): AuthorityFacts {
  return { fingerprint: fingerprintOf(certPem), endsAt: endOf(certPem) };
}

function endOf(certPem: string): Instant {
  return toInstant(new X509Certificate(certPem).validToDate.toISOString());
}

function fingerprintOf(certPem: string): string {
  const { raw } = new X509Certificate(certPem);
  const hex = createHash('sha256').update(raw).digest('hex').toUpperCase();
  return hex.match(/../g)?.join(':') ?? '';
}

async function loadAuthority(path: string, now: Instant): Promise<KeyedCertificate> {
  if (existsSync(path)) return readKeyed(path);
  const made = await makeAuthority(hostname(), now);
  writeWhole(path, made.keyPem + made.certPem);
  return made;
}

function readKeyed(path: string): KeyedCertificate {
  const text = readFileSync(path, 'utf8');
  const [keyPem] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text) ?? [];
  const [certPem] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text) ?? [];
  if (keyPem === undefined || certPem === undefined) {
    throw new DataFolderError(
      `${path} is damaged: put a good copy in its place, or take it away to make a new one.`,
    );
  }
  return { keyPem, certPem };
}

function allNames({ names, addresses = lanAddresses }: CertificateOptions): string[] {
  const all = [...LOOPBACK, ...computerNames(), ...names, ...addresses()];
  return [...new Set(all.flatMap(asCertified))];
}

/** As devices look it up: an address without brackets, a name in the letters of DNS; nothing of what is neither. */
function asCertified(name: string): string[] {
  const address = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0) return [address];
  const ascii = domainToASCII(name);
  return DNS_NAME.test(ascii) ? [ascii] : [];
}

function isGood(
  { certPem }: KeyedCertificate,
  by: { authority: KeyedCertificate; names: readonly string[]; now: Instant },
): boolean {
  const cert = new X509Certificate(certPem);
  const issuer = new X509Certificate(by.authority.certPem);
  // In the authority's last days no certificate lasts any longer than it does.
  const isLasting =
    cert.validToDate > toDate(addMinutes(by.now, EARLY_DAYS * DAY_MIN)) ||
    cert.validToDate >= issuer.validToDate;
  const isBegun = cert.validFromDate <= toDate(by.now);
  const isOurs = cert.checkIssued(issuer) && cert.verify(issuer.publicKey);
  return isLasting && isBegun && isOurs && by.names.every((name) => isNamed(cert, name));
}

function isNamed(cert: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? cert.checkHost(name) : cert.checkIP(name)) !== undefined;
}
