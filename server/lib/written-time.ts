import { type Language, LOCALES } from '../../shared/domain/languages.ts';
import { civilDateOf, localTimeOf } from '../../shared/time/clinic-zone.ts';
import type { Instant } from '../../shared/time/instant.ts';

const DAY_AND_TIME: Readonly<Record<Language, (day: string, time: string) => string>> = {
  en: (day, time) => `${day}, ${time}`,
  de: (day, time) => `${day}, ${time} Uhr`,
};

/** `Thursday, 5 March 2026`, `Donnerstag, 5. März 2026`; without a zone. */
export function longDay(day: string, language: Language): string {
  return Temporal.PlainDate.from(day).toLocaleString(LOCALES[language], { dateStyle: 'full' });
}

/** `5 Mar 2026`, `05.03.2026` */
export function shortDay(day: string, language: Language): string {
  return Temporal.PlainDate.from(day).toLocaleString(LOCALES[language], { dateStyle: 'medium' });
}

/** `Thursday, 5 March 2026, 14:30`, `Donnerstag, 5. März 2026, 14:30 Uhr`; on the clock of the zone. */
export function longMoment(instant: Instant, timeZone: string, language: Language): string {
  const day = longDay(civilDateOf(instant, timeZone), language);
  return DAY_AND_TIME[language](day, localTimeOf(instant, timeZone));
}
