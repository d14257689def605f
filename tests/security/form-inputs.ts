import type { AppointmentId } from '../../shared/ids.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import {
  FILLED_FORMS,
  formVersion,
  NEW_HERE,
  ownForm,
  ownFormOf,
  WHY,
  wordsOf,
} from '../support/visit-forms.ts';

/** What the matrix asks of the questions before a visit. `visit` books one. */
export function createFormInputs(clinic: TestClinic, visit: () => Promise<{ id: AppointmentId }>) {
  const { forms } = clinic.call(clinic.actors.admin);
  const ofAVisit = async () => ({ appointmentId: (await visit()).id });
  const reworded = async () => ({ ...(await wordsOf(clinic, WHY)), id: WHY });
  return {
    'forms.list': () => Promise.resolve({}),
    'forms.add': () => Promise.resolve(ownForm()),
    'forms.edit': async () => {
      const { requestId: _, ...words } = ownForm();
      const { id, version } = await ownFormOf(clinic);
      return { id, ...words, expectedVersion: version };
    },
    'forms.reword': reworded,
    'forms.restore': async () => {
      const { items } = await forms.list({});
      const own = items.find(({ delivered }) => delivered !== null) ?? (await forms.reword(await reworded()));
      return { id: own.id, expectedVersion: own.version };
    },
    'forms.setAudience': async () => ({
      id: NEW_HERE,
      audience: 'nobody',
      expectedVersion: await formVersion(clinic, NEW_HERE),
    }),
    'forms.ofOwnVisit': ofAVisit,
    'forms.answer': async () => ({ ...(await ofAVisit()), answers: FILLED_FORMS, expectedVersion: 0 }),
    'forms.state': ofAVisit,
    'forms.read': ofAVisit,
  };
}
