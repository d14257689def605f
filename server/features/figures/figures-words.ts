import type { Language } from '../../../shared/domain/languages.ts';

type FiguresWords = {
  readonly [Head in 'part' | 'from' | 'to' | 'doctor' | 'total' | 'period' | FiguresColumn]: string;
};
export type FiguresColumn =
  | 'visits'
  | 'seen'
  | 'noShows'
  | 'noShowShare'
  | 'left'
  | 'cancelled'
  | 'lateCancels'
  | 'lateCancelShare'
  | 'openMin'
  | 'bookedMin'
  | 'utilisation'
  | 'waits'
  | 'waitMedian'
  | 'waitP90'
  | 'leads'
  | 'leadMedian'
  | 'calls'
  | 'callMedian';

/** The heads of the file of figures; in one language the same in the file of every clinic. */
export const FIGURES_WORDS: Readonly<Record<Language, FiguresWords>> = {
  en: {
    part: 'part',
    from: 'from',
    to: 'to',
    doctor: 'doctor',
    total: 'total',
    period: 'period',
    visits: 'visits',
    seen: 'seen',
    noShows: 'no_shows',
    noShowShare: 'no_show_share',
    left: 'left_without_being_seen',
    cancelled: 'cancelled',
    lateCancels: 'late_cancels',
    lateCancelShare: 'late_cancel_share',
    openMin: 'open_minutes',
    bookedMin: 'booked_minutes',
    utilisation: 'utilisation',
    waits: 'waits_counted',
    waitMedian: 'wait_median_minutes',
    waitP90: 'wait_p90_minutes',
    leads: 'lead_times_counted',
    leadMedian: 'lead_time_median_days',
    calls: 'phone_bookings_counted',
    callMedian: 'time_to_book_median_seconds',
  },
  de: {
    part: 'teil',
    from: 'von',
    to: 'bis',
    doctor: 'arzt_oder_aerztin',
    total: 'gesamt',
    period: 'zeitraum',
    visits: 'termine',
    seen: 'behandelt',
    noShows: 'nicht_erschienen',
    noShowShare: 'anteil_nicht_erschienen',
    left: 'unbehandelt_gegangen',
    cancelled: 'abgesagt',
    lateCancels: 'spaete_absagen',
    lateCancelShare: 'anteil_spaete_absagen',
    openMin: 'sprechzeit_minuten',
    bookedMin: 'belegt_minuten',
    utilisation: 'auslastung',
    waits: 'wartezeiten_gezaehlt',
    waitMedian: 'wartezeit_median_minuten',
    waitP90: 'wartezeit_p90_minuten',
    leads: 'vorlaufzeiten_gezaehlt',
    leadMedian: 'vorlauf_median_tage',
    calls: 'telefonbuchungen_gezaehlt',
    callMedian: 'buchungsdauer_median_sekunden',
  },
};

/** What a spreadsheet of that language takes for the next cell, and for the point of a number. */
export const FIGURES_SIGNS: Readonly<Record<Language, { readonly next: string; readonly point: string }>> = {
  en: { next: ',', point: '.' },
  de: { next: ';', point: ',' },
};
