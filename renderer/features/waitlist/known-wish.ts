import { z } from '../../lib/zod.ts';
import { PatientSummary } from '../../../shared/contracts/patients.ts';
import { dropDraft, keepDraft, readDraft } from '../../lib/draft.ts';

/** What is known of a wish before its dialog opens. */
const KnownWish = z.object({
  patient: PatientSummary.nullable().catch(null),
  /** A doctor or a specialization; empty for anybody. */
  with: z.string().catch(''),
  typeId: z.string().catch(''),
});
export type KnownWish = z.output<typeof KnownWish>;

const DRAFT = 'waitlist-wish';

export const knownWish = {
  keep: (wish: KnownWish) => keepDraft(DRAFT, wish),
  read: (): Partial<KnownWish> => readDraft(DRAFT, KnownWish),
  drop: () => dropDraft(DRAFT),
};
