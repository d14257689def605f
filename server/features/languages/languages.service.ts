import { type Language, readersLanguage } from '../../../shared/domain/languages.ts';
import type { PatientId, UserId } from '../../../shared/ids.ts';
import type { Query } from '../../db/transact.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import * as repo from './languages.repo.ts';

type Deps = { readonly clinic: Pick<ClinicService, 'current'> };
export type LanguagesService = ReturnType<typeof createLanguages>;

/** In which language the server writes, to whom: the only place that knows. */
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
  };
}
