import { type Language, LOCALES } from '../../shared/domain/languages.ts';
import { civilDateOf, localTimeOf } from '../../shared/time/clinic-zone.ts';
import { epochMs, type Instant } from '../../shared/time/instant.ts';

const DAY_AND_TIME: Readonly<Record<Language, (day: string, time: string) => string>> = {
  en: (day, time) => `${day}, ${time}`,
  de: (day, time) => `${day}, ${time} Uhr`,
};

const shortIn = (language: Language) =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeZone: 'UTC' });
/** Made once: making one takes far longer than writing a day with it. */
const SHORT: Readonly<Record<Language, Intl.DateTimeFormat>> = { en: shortIn('en'), de: shortIn('de') };

/** `Thursday, 5 March 2026`, `Donnerstag, 5. März 2026`; without a zone. */
export function longDay(day: string, language: Language): string {
  return Temporal.PlainDate.from(day).toLocaleString(LOCALES[language], { dateStyle: 'full' });
}

/** `5 Mar 2026`, `05.03.2026` */
export function shortDay(day: string, language: Language): string {
  return SHORT[language].format(epochMs(`${day}T00:00:00.000Z` as Instant));
}

/** `Thursday, 5 March 2026, 14:30`, `Donnerstag, 5. März 2026, 14:30 Uhr`; on the clock of the zone. */
export function longMoment(instant: Instant, timeZone: string, language: Language): string {
  const day = longDay(civilDateOf(instant, timeZone), language);
  return DAY_AND_TIME[language](day, localTimeOf(instant, timeZone));
}
