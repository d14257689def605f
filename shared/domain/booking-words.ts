import type { Language } from './languages.ts';

/** The words of a booking line in one language, all in small letters. A language is one more table. */
export type BookingWords = {
  readonly today: readonly string[];
  readonly tomorrow: readonly string[];
  /** Each said in one word or in several, which are parted by a gap. */
  readonly afterTomorrow: readonly string[];
  readonly asap: readonly string[];
  readonly any: readonly string[];
  /** Stand before a span, a day or a time and mean nothing by themselves. */
  readonly before: readonly string[];
  /** Turn round or bound what stands behind them, which is then not read as if they were not there. */
  readonly aside: readonly string[];
  /** Those of them that people are called, too. */
  readonly asideNames: readonly string[];
  readonly next: readonly string[];
  readonly this: readonly string[];
  /** That day or a later one. */
  readonly from: readonly string[];
  /** What makes a bare number behind it an hour: not before then. */
  readonly at: readonly string[];
  /** Stand behind an hour. */
  readonly oClock: readonly string[];
  readonly noon: readonly string[];
  /** Said behind a doctor's name: is not here. */
  readonly away: readonly string[];
  readonly units: {
    readonly day: readonly string[];
    readonly week: readonly string[];
    readonly month: readonly string[];
  };
  /** Numbers said in words, as they stand before a unit. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly parts: {
    readonly morning: readonly string[];
    readonly afternoon: readonly string[];
    readonly evening: readonly string[];
  };
  /** Whole names, Monday first; three letters are enough. */
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
};

const ENGLISH_BOOKING_WORDS: BookingWords = {
  today: ['today', 'tod'],
  tomorrow: ['tomorrow', 'tom', 'tmr'],
  afterTomorrow: ['day after tomorrow', 'overmorrow'],
  asap: ['asap', 'now', 'soonest'],
  any: ['any', 'anyone', 'anybody'],
  before: ['in', 'on', 'at', 'with', 'dr', 'for', 'the'],
  aside: ['not', 'before', 'until', 'till', 'or', 'except', 'half', 'quarter'],
  asideNames: ['till', 'or'],
  next: ['next'],
  this: ['this'],
  from: ['from'],
  at: ['at', 'after', 'from', 'around'],
  oClock: ["o'clock", 'o’clock', 'oclock'],
  noon: ['noon', 'midday'],
  away: ['sick', 'ill', 'away', 'absent', 'off'],
  units: {
    day: ['d', 'day', 'days'],
    week: ['w', 'wk', 'wks', 'week', 'weeks'],
    month: ['m', 'mo', 'month', 'months'],
  },
  numbers: { a: 1, one: 1, two: 2, three: 3, four: 4, six: 6 },
  parts: {
    morning: ['am', 'morning', 'morn'],
    afternoon: ['pm', 'afternoon', 'aft'],
    evening: ['eve', 'evening'],
  },
  weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  months: [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ],
};

/** "mit" stands before a name: a Wednesday needs four letters. */
const GERMAN_BOOKING_WORDS: BookingWords = {
  today: ['heute', 'heu'],
  tomorrow: ['morgen', 'mor'],
  afterTomorrow: ['übermorgen', 'uebermorgen'],
  asap: ['asap', 'sofort', 'gleich', 'jetzt'],
  any: ['egal', 'irgendwer'],
  before: ['in', 'am', 'um', 'bei', 'mit', 'dr', 'für', 'zu'],
  aside: ['nicht', 'vor', 'bis', 'oder', 'außer', 'halb', 'viertel'],
  asideNames: [],
  next: ['nächste', 'nächster', 'nächsten', 'nächstes'],
  from: ['ab'],
  this: ['diese', 'dieser', 'diesen', 'dieses'],
  at: ['um', 'gegen', 'ab', 'nach'],
  oClock: ['uhr', 'h'],
  noon: ['mittag', 'mittags'],
  away: ['krank', 'fehlt', 'abwesend', 'weg'],
  units: {
    day: ['t', 'tag', 'tage', 'tagen'],
    week: ['w', 'wo', 'woche', 'wochen'],
    month: ['m', 'monat', 'monate', 'monaten'],
  },
  numbers: { ein: 1, eine: 1, einem: 1, einer: 1, zwei: 2, drei: 3, vier: 4, sechs: 6 },
  parts: {
    morning: ['vm', 'vormittag', 'vormittags', 'vorm', 'früh'],
    afternoon: ['nm', 'nachmittag', 'nachmittags', 'nachm'],
    evening: ['abend', 'abends', 'abd'],
  },
  weekdays: ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'],
  months: [
    'januar',
    'februar',
    'märz',
    'april',
    'mai',
    'juni',
    'juli',
    'august',
    'september',
    'oktober',
    'november',
    'dezember',
  ],
};

export const BOOKING_WORDS: Readonly<Record<Language, BookingWords>> = {
  en: ENGLISH_BOOKING_WORDS,
  de: GERMAN_BOOKING_WORDS,
};
