import { z } from 'zod';
import { SessionId, UserId } from '../ids.ts';
import { Password } from './auth.ts';
import { InstantOut } from './time.ts';

/** One sign-in of a person, as they know it again. */
export const SessionDto = z.object({
  id: SessionId,
  /** Read from what the browser says of itself; null where it does not tell. */
  device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
  address: z.string(),
  signedInAt: InstantOut,
  /** When a person was last there. */
  lastUsedAt: InstantOut,
  /** The one that asks. */
  isCurrent: z.boolean(),
  isLocked: z.boolean(),
});
export type SessionDto = z.infer<typeof SessionDto>;
export const SessionList = z.object({ items: z.array(SessionDto) });

export const EndSession = z.strictObject({ id: SessionId });
export type EndSession = z.infer<typeof EndSession>;
export const EndSessionsOf = z.strictObject({ id: UserId });
/** How many there were. */
export const EndedSessions = z.object({ ended: z.int() });

const ENTRY = { error: 'needs 4 to 8 digits' };
/** Digits in whatever form the keyboard writes them. */
export const Pin = z
  .string()
  .normalize('NFKC')
  .regex(/^\d{4,8}$/, ENTRY);
const OwnPassword = Password.min(1, { error: 'is needed' });

/** The PIN or the password, one of the two. */
export const Unlock = z
  .strictObject({ pin: Pin.optional(), password: OwnPassword.optional() })
  .refine(({ pin, password }) => (pin === undefined) !== (password === undefined), {
    error: 'needs the PIN or the password',
    path: ['pin'],
  });
export type Unlock = z.infer<typeof Unlock>;

export const SetPin = z.strictObject({ pin: Pin, password: OwnPassword });
export type SetPin = z.infer<typeof SetPin>;
export const RemovePin = z.strictObject({ password: OwnPassword });
export type RemovePin = z.infer<typeof RemovePin>;

/** What a locked screen offers. */
export const LockState = z.object({
  isLocked: z.boolean(),
  hasPin: z.boolean(),
  /** None left: the password is needed. */
  pinTriesLeft: z.int(),
});
export type LockState = z.infer<typeof LockState>;

/** A screen says, at most once a minute, that a person is there, and for how long it saw none meanwhile. */
export const ReportActivity = z.strictObject({ quietSec: z.int().min(0).max(60) });
export type ReportActivity = z.infer<typeof ReportActivity>;
