import { z } from '../../lib/zod.ts';
import { dropDraft, keepDraft, readDraft } from '../../lib/draft.ts';
import type { QuickPatient } from './prefill.ts';

const NAME = 'registration';
const Kept = z.object({
  givenName: z.string(),
  familyName: z.string(),
  birthDate: z.string(),
  phone: z.string(),
});

/** The patient somebody was registering when a lock, a reload or a crash came between. */
export const keptRegistration = {
  read: (): QuickPatient | null => Kept.safeParse(readDraft(NAME, Kept)).data ?? null,
  keep: (fields: QuickPatient): void => keepDraft(NAME, fields),
  drop: (): void => dropDraft(NAME),
};
