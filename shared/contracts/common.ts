import { z } from 'zod';
import { visibleLine, visibleText } from '../domain/visible-text.ts';
import { RoomId } from '../ids.ts';
import { speakPlainly } from './plain-words.ts';

speakPlainly();

/**
 * One line a person typed. Stored as written, without what nobody sees; control characters and halves of characters are
 * refused.
 */
export function line(max: number) {
  return z
    .string()
    .overwrite(visibleLine)
    .trim()
    .min(1, { error: 'is needed' })
    .max(max, { error: `at most ${max} characters` })
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, { error: 'has characters that cannot be typed' });
}

/** Several lines a person typed. */
export function text(max: number) {
  return (
    z
      .string()
      .overwrite(visibleText)
      .trim()
      .max(max, { error: `at most ${max} characters` })
      // oxlint-disable-next-line no-control-regex -- these are what is refused
      .regex(/^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\p{Cs}]*$/u, {
        error: 'has characters that cannot be typed',
      })
  );
}

/** Made by the client once per act; the same id again answers with the same result instead of acting twice. */
export const ClientRequestId = z.uuid();

export const ExpectedVersion = z.int().min(1);

export const Cursor = z.string().max(300);
export const PageInput = { cursor: Cursor.optional(), limit: z.int().min(1).max(100).default(20) };

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Its length is looked at first: the pattern takes long over a text without end. */
export const Email = z.string().trim().toLowerCase().max(254, { abort: true }).pipe(z.email());
export const Phone = z
  .string()
  .overwrite(visibleLine)
  .trim()
  .max(40)
  .regex(/^\+?[\d\s().\-/]{3,}$/, { error: 'needs a phone number: digits, spaces and + ( ) - . /' });

export const Empty = z.strictObject({});
export const Done = z.object({ ok: z.literal(true) });
export type Done = z.infer<typeof Done>;

export const RoomRef = z.object({ id: RoomId, name: z.string() });
export type RoomRef = z.infer<typeof RoomRef>;
