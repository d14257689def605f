import type { AddForm, EditForm, OwnQuestion, VisitFormDto } from '../../../shared/contracts/forms.ts';
import type { FormQuestion } from '../../../shared/domain/visit-forms.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { VisitFormId } from '../../../shared/ids.ts';
import { once } from '../../db/idempotency.ts';
import type { Query } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { findForm, knownTypes } from './form-setup.ts';
import { worded } from './form-wording.ts';
import { askedForm } from './forms.presenter.ts';
import * as repo from './forms.repo.ts';
import type { FormsDeps } from './forms.service.ts';

/** Behind those a clinic starts with, and before the consent, which is to all of them. */
const [FIRST, LAST] = [100, 139] as const;

/** Questions of the clinic's own, in its own words. */
export async function addForm(deps: FormsDeps, actor: Actor, input: AddForm): Promise<VisitFormDto> {
  authorize(actor, 'clinic.write');
  const { audience, typeIds, requestId } = input;
  const at = deps.clock.now();
  return await deps.db.transact(async ({ q, emit }) => {
    const call = { actorId: actor.userId, requestId, operation: 'forms.add', input, at };
    const id = await once(q, call, async () => {
      const revision = await knownTypes(deps, q, typeIds);
      const position = ((await repo.lastOwnPosition(q)) ?? FIRST - 1) + 1;
      if (position > LAST) throw invalidField('title.en', `at most ${LAST - FIRST + 1}`);
      const row = {
        id: deps.ids.next<VisitFormId>(),
        position,
        audience,
        ...wordsOf(deps, input, []),
      };
      await repo.insertForm(q, { ...row, isOwn: 1, rewording: null, version: 1 });
      await repo.replaceFormTypes(q, row.id, typeIds);
      const object = { objectType: 'form', objectId: row.id, objectVersion: 1 };
      await recordAudit(q, { who: actor, at }, { action: 'C', subtype: 'clinic.addForm', ...object });
      emit({ type: 'clinic.changed', revision });
      return row.id;
    });
    return await findForm(q, id);
  });
}

/** What was answered before stays beside what was asked then. Those a clinic starts with are not rewritten. */
export async function editForm(deps: FormsDeps, actor: Actor, input: EditForm): Promise<VisitFormDto> {
  authorize(actor, 'clinic.write');
  const { id, audience, typeIds, expectedVersion } = input;
  const at = deps.clock.now();
  return await deps.db.transact(async ({ q, emit }) => {
    const before = await ownForm(q, id);
    const revision = await knownTypes(deps, q, typeIds);
    const words = wordsOf(deps, input, askedForm(before).questions);
    if (!(await repo.rewriteForm(q, { id, version: expectedVersion, audience, ...words })))
      throw new AppError('stale_version', { current: await findForm(q, id) });
    await repo.replaceFormTypes(q, id, typeIds);
    const object = { objectType: 'form', objectId: id, objectVersion: expectedVersion + 1 };
    const line = { action: 'U', subtype: 'clinic.editForm', ...object } as const;
    const changedFields = ['title', 'questions', 'isForDesk', 'audience', 'typeIds'];
    await recordAudit(q, { who: actor, at }, { ...line, changedFields });
    emit({ type: 'clinic.changed', revision });
    return await findForm(q, id);
  });
}

async function ownForm(q: Query, id: VisitFormId): Promise<repo.FormRow> {
  const row = await repo.findForm(q, id);
  if (row === undefined || row.isOwn === 0) throw new AppError('not_found');
  return row;
}

type Typed = Pick<AddForm, 'title' | 'questions' | 'isForDesk'>;

function wordsOf(
  { ids }: FormsDeps,
  typed: Typed,
  before: readonly FormQuestion[],
): Pick<repo.FormRow, 'title' | 'questions' | 'isForDesk'> {
  const questions = typed.questions.map((question, index) => asked(question, { index, before, ids }));
  return {
    title: JSON.stringify(worded(typed.title)),
    questions: JSON.stringify(questions),
    isForDesk: typed.isForDesk ? 1 : 0,
  };
}

type Place = { readonly index: number; readonly before: readonly FormQuestion[] } & Pick<FormsDeps, 'ids'>;

/** A question keeps its name, and each of its options its own: what was answered already still says the same. */
function asked(
  { id, kind, asks, isNeeded, options }: OwnQuestion,
  { index, before, ids }: Place,
): FormQuestion {
  const known = before.find((question) => question.id === id);
  const isKnown = (option: string) => known?.options.some((each) => each.id === option) === true;
  const unknown = options.find((option) => option.id !== undefined && !isKnown(option.id));
  if ((id !== undefined && known === undefined) || unknown !== undefined)
    throw invalidField(`questions.${index}`, 'is not known here');
  return {
    id: id ?? ids.next<string>(),
    kind,
    asks: worded(asks),
    isNeeded,
    options: options.map((option) => ({ id: option.id ?? ids.next<string>(), says: worded(option.says) })),
    when: null,
    topic: null,
  };
}
