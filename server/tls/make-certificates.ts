// oxlint-disable-next-line import/no-unassigned-import -- the certificate library finds its parts by it
import 'reflect-metadata';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { addMinutes, type Instant, toDate } from '../../shared/time/instant.ts';

/** A key and its certificate, both as PEM. */
export type KeyedCertificate = { readonly keyPem: string; readonly certPem: string };

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MIN = 24 * 60;
const AUTHORITY_DAYS = 3650;
/** Devices refuse longer ones. */
const SERVER_DAYS = 397;
/** A phone's clock may be a little behind. */
const BEFOREHAND_DAYS = 1;

/** The clinic's own authority: who trusts it trusts the servers it vouches for, and nobody else can vouch. */
export async function makeAuthority(owner: string, now: Instant): Promise<KeyedCertificate> {
  const keys = await newKeys();
  const cert = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: newSerial(),
      name: nameOf('MedLink clinic authority', owner),
      ...validity(now, AUTHORITY_DAYS),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return asPem(keys.privateKey, cert);
}

/** For a server that goes by these names and addresses. */
export async function makeServerCertificate(
  authority: KeyedCertificate,
  of: { readonly owner: string; readonly names: readonly string[]; readonly now: Instant },
): Promise<KeyedCertificate> {
  const issuer = new X509Certificate(authority.certPem);
  const keys = await newKeys();
  const names = of.names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }) as const);
  const cert = await X509CertificateGenerator.create(
    {
      serialNumber: newSerial(),
      subject: nameOf('MedLink clinic', of.owner),
      issuer: issuer.subject,
      ...validity(of.now, SERVER_DAYS, issuer.notAfter),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: await signingKeyOf(authority),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names),
        await AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return asPem(keys.privateKey, cert);
}

function newKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function signingKeyOf({ keyPem }: KeyedCertificate): Promise<webcrypto.CryptoKey> {
  const base64 = keyPem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  return webcrypto.subtle.importKey('pkcs8', Buffer.from(base64, 'base64'), ALGORITHM, false, ['sign']);
}

/** What outlives its issuer is good for nothing in between, and says that it is. */
function validity(now: Instant, days: number, latest?: Date): { notBefore: Date; notAfter: Date } {
  const end = toDate(addMinutes(now, days * DAY_MIN));
  return {
    notBefore: toDate(addMinutes(now, -BEFOREHAND_DAYS * DAY_MIN)),
    notAfter: latest !== undefined && latest < end ? latest : end,
  };
}

function asPem(key: webcrypto.CryptoKey, cert: X509Certificate): KeyedCertificate {
  const keyPem = KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { keyPem, certPem: `${cert.toString('pem')}\n` };
}

/** Positive, as the standard wants it, and never twice. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function nameOf(commonName: string, owner: string): Record<string, string[]>[] {
  return [{ CN: [commonName] }, { O: [owner] }];
}
