import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { PasskeyProof } from '../../../shared/contracts/passkey-proof.ts';
import type { FinishPasskey, PasskeyCreation, PasskeyRequest } from '../../../shared/contracts/passkeys.ts';
import { CHALLENGE_MIN } from '../../../shared/domain/passkeys.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { Row } from '../../db/schema.ts';
import type { Challenge } from './challenges.ts';

/** ES256, which all devices know, and RS256 for older PCs: the same under Node and in Electron. */
const ALGORITHMS = [-7, -257];
const TIMEOUT_MS = CHALLENGE_MIN * 60_000;

/** Slow to load, and most starts of the server never see a passkey. */
const library = () => import('@simplewebauthn/server');

/** While the device asks its person: the first answer is then judged as fast as any other, whoever's it is. */
export function prepareToJudge(): void {
  void library().catch(() => undefined);
}

type Key = Pick<Row<'passkey'>, 'credentialId' | 'transports'>;

export type Creation = {
  readonly challenge: string;
  readonly hostName: string;
  readonly clinicName: string;
  readonly person: { readonly userId: UserId; readonly email: string; readonly name: string };
  readonly known: readonly Key[];
};

/** What the browser makes a passkey by: one that is found without a name typed, and that knows its person. */
export function creationOptions(of: Creation): PasskeyCreation['options'] {
  const { challenge, hostName, clinicName, person, known } = of;
  return {
    challenge,
    rp: { id: hostName, name: clinicName },
    user: { id: userHandle(person.userId), name: person.email, displayName: person.name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    timeout: TIMEOUT_MS,
    excludeCredentials: known.map(descriptor),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
  };
}

export function requestOptions(
  { bytes: challenge, hostName: rpId }: Pick<Challenge, 'bytes' | 'hostName'>,
  allowed: readonly Key[],
): PasskeyRequest['options'] {
  const allowCredentials = allowed.map(descriptor);
  return { challenge, rpId, timeout: TIMEOUT_MS, allowCredentials, userVerification: 'required' };
}

export type NewKey = { readonly credentialId: string; readonly publicKey: Buffer; readonly counter: number };

/** The key a device has made; undefined where its answer is not one to this challenge, from this origin. */
export async function readNewKey(asked: Challenge, answer: FinishPasskey): Promise<NewKey | undefined> {
  const { verifyRegistrationResponse } = await library();
  if (!(await isUncertified(answer.attestationObject)) || (await isFramed(answer.clientDataJSON)))
    return undefined;
  const { id, clientDataJSON, attestationObject } = answer;
  const response: RegistrationResponseJSON = {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, attestationObject },
  };
  const found = await soundOrNothing(() =>
    verifyRegistrationResponse({ ...expected(asked), response, supportedAlgorithmIDs: ALGORITHMS }),
  );
  if (found?.verified !== true) return undefined;
  const { credential } = found.registrationInfo;
  if (credential.id !== id) return undefined;
  return { credentialId: id, publicKey: Buffer.from(credential.publicKey), counter: credential.counter };
}

/** The count the device shows; undefined where the proof is not one of this key for this challenge. */
export async function readProof(
  asked: Challenge,
  proof: PasskeyProof,
  key: Pick<Row<'passkey'>, 'userId' | 'credentialId' | 'publicKey'>,
): Promise<{ readonly counter: number } | undefined> {
  // The one who is found by the credential is the one the device means.
  if (proof.userHandle !== undefined && proof.userHandle !== userHandle(key.userId)) return undefined;
  if (await isFramed(proof.clientDataJSON)) return undefined;
  const { verifyAuthenticationResponse } = await library();
  const { id, clientDataJSON, authenticatorData, signature } = proof;
  const response: AuthenticationResponseJSON = {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature },
  };
  // The library looks at the count before the signature, so that anybody could make a key seem copied: it is
  // judged by the caller, once the signature is known to be right.
  const credential = { id: key.credentialId, publicKey: Uint8Array.from(key.publicKey), counter: 0 };
  const found = await soundOrNothing(() =>
    verifyAuthenticationResponse({ ...expected(asked), response, credential }),
  );
  return found?.verified === true ? { counter: found.authenticationInfo.newCounter } : undefined;
}

function expected({ bytes, origin, hostName }: Challenge) {
  return {
    expectedChallenge: bytes,
    expectedOrigin: origin,
    expectedRPID: hostName,
    requireUserVerification: true,
  };
}

/**
 * A device's certificates are not asked for, and never looked at: for some the library would ask their makers,
 * out on the internet, which were revoked. What is signed by the new key itself is as good as unsigned.
 */
async function isUncertified(attestationObject: string): Promise<boolean> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  const read = await soundOrNothing(async () => {
    const attestation = decodeAttestationObject(Uint8Array.from(Buffer.from(attestationObject, 'base64url')));
    const format = attestation.get('fmt');
    return { isPlain: format === 'none' || (format === 'packed' && !attestation.get('attStmt').get('x5c')) };
  });
  return read?.isPlain === true;
}

/**
 * Asked for in a page that stood inside somebody else's: the library looks at the origin of the frame alone. This
 * clinic's pages stand in no frame, so whoever is asked in one is being led.
 */
async function isFramed(clientDataJSON: string): Promise<boolean> {
  const { decodeClientDataJSON } = await import('@simplewebauthn/server/helpers');
  const told = await soundOrNothing(async () => decodeClientDataJSON(clientDataJSON));
  return told === undefined || told.crossOrigin === true || 'topOrigin' in told;
}

/** The library throws for each way in which an answer can be wrong; to the caller they are all one. */
async function soundOrNothing<T>(judge: () => Promise<T>): Promise<T | undefined> {
  try {
    return await judge();
  } catch {
    return undefined;
  }
}

function descriptor({
  credentialId: id,
  transports,
}: Key): PasskeyCreation['options']['excludeCredentials'][0] {
  return { id, type: 'public-key', transports: JSON.parse(transports) as string[] };
}

/** By which a device knows whose key it holds; says nothing about the person. */
function userHandle(userId: UserId): string {
  return Buffer.from(userId).toString('base64url');
}
