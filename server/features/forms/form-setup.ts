import type { SetFormAudience, VisitFormDto, VisitFormList } from '../../../shared/contracts/forms.ts';
import { AppError } from '../../../shared/errors.ts';
import type { VisitFormId } from '../../../shared/ids.ts';
import type { Query } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { presentForm } from './forms.presenter.ts';
import * as repo from './forms.repo.ts';
import type { FormsDeps } from './forms.service.ts';

export async function listForms({ db }: FormsDeps, actor: Actor): Promise<VisitFormList> {
  authorize(actor, 'clinic.write');
  return await db.read(async (q) => {
    const types = Map.groupBy(await repo.listFormTypes(q), ({ formId }) => formId);
    const typesOf = (id: VisitFormId) => (types.get(id) ?? []).map((row) => row.appointmentTypeId);
    return { items: (await repo.listForms(q)).map((row) => presentForm(row, typesOf(row.id))) };
  });
}

/** Whom a form is for; what was said to it stays, whoever is asked from now on. */
export async function setAudience(
  { db, clock, clinic }: FormsDeps,
  actor: Actor,
  input: SetFormAudience,
): Promise<VisitFormDto> {
  authorize(actor, 'clinic.write');
  const { id, audience, typeIds, expectedVersion } = input;
  const at = clock.now();
  return await db.transact(async ({ q, emit }) => {
    const before = await findForm(q, id);
    const revision = await knownTypes({ clinic }, q, typeIds);
    if (!(await repo.setAudience(q, { id, audience, version: expectedVersion })))
      throw new AppError('stale_version', { current: before });
    await repo.replaceFormTypes(q, id, typeIds);
    const object = { objectType: 'form', objectId: id, objectVersion: expectedVersion + 1 };
    const line = { action: 'U', subtype: 'clinic.setFormAudience', ...object } as const;
    await recordAudit(q, { who: actor, at }, { ...line, changedFields: ['audience', 'typeIds'] });
    emit({ type: 'clinic.changed', revision });
    return await findForm(q, id);
  });
}

/** The revision of the clinic that has them all. */
export async function knownTypes(
  { clinic }: Pick<FormsDeps, 'clinic'>,
  q: Query,
  typeIds: SetFormAudience['typeIds'],
): Promise<number> {
  const { types, revision } = await clinic.current(q);
  if (typeIds.some((typeId) => !types.has(typeId))) throw new AppError('not_found');
  return revision;
}

export async function findForm(q: Query, id: VisitFormId): Promise<VisitFormDto> {
  const row = await repo.findForm(q, id);
  if (row === undefined) throw new AppError('not_found');
  const types = (await repo.listFormTypes(q)).filter(({ formId }) => formId === id);
  return presentForm(
    row,
    types.map((each) => each.appointmentTypeId),
  );
}
