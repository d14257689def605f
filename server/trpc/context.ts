import type { Language } from '../../shared/domain/languages.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { DoctorId, PatientId, SessionId, UserId } from '../../shared/ids.ts';
import type { Services } from '../app/services.ts';

/** Who acts. Made from the session row at each call; nothing of it comes from the client's word. */
export type Actor = {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly doctorId: DoctorId | null;
  readonly patientId: PatientId | null;
  /** As they chose; null where they have chosen none. */
  readonly language: Language | null;
};

/** Why a session is good for next to nothing: until its person is back, or has a second factor. */
export type HeldBack = 'session_locked' | 'enrolment_needed';

/** Who a token speaks for, and what holds the session back. */
export type Bearer = { readonly actor: Actor; readonly heldBack: HeldBack | null };

/** Where a call came from, for the audit and the session list. */
export type Caller = {
  readonly address: string;
  /** Somebody passed it on whom the clinic has not named as a proxy: the address is theirs, whose call it is is unknown. */
  readonly isRelayed?: boolean;
  readonly device: string;
  readonly requestId: string;
  /** What the page was loaded from, such as `https://desk.clinic.example`: the front door has judged it. */
  readonly origin: string;
  /** The refresh token this browser holds until a sign-in replaces it. */
  readonly heldToken?: string | undefined;
  /** What this browser was given at an earlier sign-in, whoever's. */
  readonly deviceSecret?: string | undefined;
};

/** The cookies of this call; REST and tests without a browser have none. */
export type RefreshCookie = {
  read(): string | undefined;
  write(token: string, maxAgeSec: number): void;
  /** Outlives the sign-in: the next one on this device is known by it. */
  writeDevice(secret: string, maxAgeSec: number): void;
  clear(): void;
};

export type Context = {
  readonly services: Services;
  readonly actor: Actor | null;
  /** Set instead of `actor` while the session is held back: only what frees or leaves it looks here. */
  readonly heldBack?: { readonly actor: Actor; readonly why: HeldBack } | null;
  readonly caller: Caller;
  readonly refreshCookie: RefreshCookie;
};
