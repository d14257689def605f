import type { i18n } from 'i18next';
import type { SetupStatus } from '../../shared/contracts/setup.ts';
import type { Language } from '../../shared/domain/languages.ts';
import { showLanguage, type Sources } from '../lib/i18n.ts';
import { deviceLanguage, type Shown } from '../lib/language.ts';
import type { Store } from '../lib/store.ts';
import type { Services } from './services.ts';

type Page = {
  readonly services: Pick<Services, 'session'>;
  readonly clinic: Store<SetupStatus>;
  readonly i18n: i18n;
  readonly words: Sources;
};

/**
 * Turns the page to the language of whoever signs in, and back to the device's for the next one. To be called once it
 * is known who is there, before anything is drawn.
 */
export function followLanguage({ services, clinic, i18n, words }: Page): Promise<void> {
  const { store } = services.session;
  let turning: Promise<void> | undefined;
  function wanted(): Shown {
    const state = store.get();
    return ('me' in state ? state.me.language : null) ?? deviceLanguage(clinic.get().language);
  }
  async function turn(): Promise<void> {
    while (wanted() !== i18n.language) await showLanguage(i18n, wanted(), words);
  }
  // Without its words the page stays readable as it is.
  const follow = () =>
    (turning ??= turn()
      .catch(() => undefined)
      .finally(() => {
        turning = undefined;
      }));
  store.subscribe(() => void follow());
  return follow();
}

/** On the server, for every other screen and for what is written to them. */
export async function keepWithPerson(
  { session, api }: Pick<Services, 'session' | 'api'>,
  language: Language,
): Promise<void> {
  const state = session.store.get();
  if (state.status !== 'signed_in') return;
  session.store.set({ ...state, me: { ...state.me, language } });
  await api.languages.choose.mutate({ language });
}
