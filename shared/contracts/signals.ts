import { z } from 'zod';
import { MAX_SIGNAL_NOTE, SIGNAL_KINDS } from '../domain/signals.ts';
import { DoctorId, RoomId, SignalId } from '../ids.ts';
import { ClientRequestId, ExpectedVersion, RoomRef, text } from './common.ts';
import { InstantOut } from './time.ts';

/** Without a room it is the doctor's own. */
export const SendSignal = z.strictObject({
  doctorId: DoctorId,
  kind: z.enum(SIGNAL_KINDS),
  roomId: RoomId.nullable(),
  /** A few words; nothing that is to be kept. */
  note: text(MAX_SIGNAL_NOTE),
  requestId: ClientRequestId,
});
export type SendSignal = z.infer<typeof SendSignal>;

export const ChangeSignal = z.strictObject({ id: SignalId, expectedVersion: ExpectedVersion });
export type ChangeSignal = z.infer<typeof ChangeSignal>;

export const SignalDto = z.object({
  id: SignalId,
  version: z.int(),
  doctorId: DoctorId,
  doctorName: z.string(),
  room: RoomRef.nullable(),
  kind: z.enum(SIGNAL_KINDS),
  note: z.string(),
  sentAt: InstantOut,
  /** Who is on it; `isMine` where that is the one who asks. */
  taken: z.object({ by: z.string(), at: InstantOut, isMine: z.boolean() }).nullable(),
  can: z.object({ take: z.boolean(), finish: z.boolean(), withdraw: z.boolean() }),
});
export type SignalDto = z.infer<typeof SignalDto>;

/** What is asked on this day of the clinic's and not done yet: the urgent first, then the oldest. */
export const OpenSignals = z.object({ day: z.string(), signals: z.array(SignalDto) });
export type OpenSignals = z.infer<typeof OpenSignals>;
