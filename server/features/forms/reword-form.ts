import type { RestoreForm, RewordForm, VisitFormDto } from '../../../shared/contracts/forms.ts';
import { AppError } from '../../../shared/errors.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { findForm } from './form-setup.ts';
import { type Rewording, rewordingOf } from './form-wording.ts';
import { deliveredForm } from './forms.presenter.ts';
import * as repo from './forms.repo.ts';
import type { FormsDeps } from './forms.service.ts';

/** A form the clinic starts with, in the clinic's words; what was answered says what was asked then. */
export async function rewordForm(deps: FormsDeps, actor: Actor, input: RewordForm): Promise<VisitFormDto> {
  return await setWords(deps, actor, {
    ...input,
    subtype: 'clinic.rewordForm',
    wordsFor: (row) => rewordingOf(deliveredForm(row).questions, input),
  });
}

/** Back to the words it was delivered with. */
export async function restoreForm(deps: FormsDeps, actor: Actor, input: RestoreForm): Promise<VisitFormDto> {
  return await setWords(deps, actor, {
    ...input,
    subtype: 'clinic.restoreForm',
    wordsFor: ({ rewording }) => {
      if (rewording === null) throw new AppError('not_found');
      return null;
    },
  });
}

type NewWords = RestoreForm & {
  readonly subtype: 'clinic.rewordForm' | 'clinic.restoreForm';
  readonly wordsFor: (row: repo.FormRow) => Rewording | null;
};

async function setWords(
  { db, clock, clinic }: FormsDeps,
  actor: Actor,
  { id, expectedVersion, subtype, wordsFor }: NewWords,
): Promise<VisitFormDto> {
  authorize(actor, 'clinic.write');
  const at = clock.now();
  return await db.transact(async ({ q, emit }) => {
    const row = await repo.findForm(q, id);
    if (row === undefined || row.isOwn === 1) throw new AppError('not_found');
    if (row.version !== expectedVersion)
      throw new AppError('stale_version', { current: await findForm(q, id) });
    const words = wordsFor(row);
    await repo.setRewording(q, { id, rewording: words === null ? null : JSON.stringify(words) });
    const object = { objectType: 'form', objectId: id, objectVersion: expectedVersion + 1 };
    const line = { action: 'U', subtype, ...object } as const;
    await recordAudit(q, { who: actor, at }, { ...line, changedFields: ['title', 'questions'] });
    const { revision } = await clinic.current(q);
    emit({ type: 'clinic.changed', revision });
    return await findForm(q, id);
  });
}
