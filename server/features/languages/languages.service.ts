import type { ChooseLanguage } from '../../../shared/contracts/languages.ts';
import { type Language, readersLanguage } from '../../../shared/domain/languages.ts';
import type { PatientId, UserId } from '../../../shared/ids.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import * as repo from './languages.repo.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: Pick<ClinicService, 'current'>;
};
export type LanguagesService = ReturnType<typeof createLanguages>;

/** In which language somebody is met, on screens and on paper: the only place that knows. */
export function createLanguages(deps: Deps) {
  const ofClinic = async (q: Query): Promise<Language> => (await deps.clinic.current(q)).settings.language;
  const ofPatients = async (
    q: Query,
    ids: readonly PatientId[],
  ): Promise<ReadonlyMap<PatientId, Language>> => {
    const clinics = await ofClinic(q);
    const readers = await repo.listReaders(q, ids);
    return new Map(readers.map(({ id, ...reader }) => [id, readersLanguage(reader, clinics)]));
  };
  return {
    /** Of the desk's paper, and of everybody who is not known better. */
    ofClinic,
    ofUser: async (q: Query, userId: UserId): Promise<Language> => {
      const clinics = await ofClinic(q);
      const reader = await repo.findReader(q, userId);
      return reader === undefined ? clinics : readersLanguage(reader, clinics);
    },
    ofPatients,
    ofPatient: async (q: Query, id: PatientId): Promise<Language> =>
      (await ofPatients(q, [id])).get(id) ?? (await ofClinic(q)),
    choose: (actor: Actor, input: ChooseLanguage): Promise<void> => choose(deps, actor, input),
  };
}

async function choose({ db, clock }: Deps, actor: Actor, { language }: ChooseLanguage): Promise<void> {
  const { userId, patientId } = actor;
  authorize(actor, 'session.own', { userId });
  const at = clock.now();
  await db.transact(async ({ q, emit }) => {
    const objectVersion = await repo.writeLanguage(q, userId, { language, at });
    const object = { objectType: 'user', objectId: userId, objectVersion, patientId };
    const line = { action: 'U', subtype: 'user.chooseLanguage', changedFields: ['language'] } as const;
    await recordAudit(q, { who: actor, at }, { ...line, ...object });
    emit({ type: 'user.changed', id: userId });
  });
}
