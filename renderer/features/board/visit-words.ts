import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { APPOINTMENT_STATUSES, type AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import { URGENCIES, type Urgency } from '../../../shared/domain/urgency.ts';
import { isInHouse } from '../../../shared/domain/waiting.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';
import type { DrawnVisit } from './board-columns.ts';

export const FLAGS = ['allergy', 'first', 'interpreter', 'balance', 'note', 'override'] as const;
export type Flag = (typeof FLAGS)[number];

/** All a block says, looked up once for the whole board: hundreds of blocks are drawn with it. */
export type VisitWords = {
  readonly status: Readonly<Record<AppointmentStatus, string>>;
  /** By the clinic's own limits, which the waiting room keeps to, too. */
  readonly isTooLong: (status: AppointmentStatus, minutes: number) => boolean;
  /** By how many minutes somebody who should be here is late. */
  readonly late: (minutes: number) => string;
  readonly flag: Readonly<Record<Flag, Mark>>;
  /** Which of how many it is. */
  readonly series: (position: SeriesPosition) => Mark;
  /** From when to when; with the days where it lies on several. */
  readonly when: (visit: AppointmentDto, isOnOneDay: boolean) => string;
  /** What is spoken: everything the block shows. */
  readonly label: (visit: DrawnVisit, isOnOneDay: boolean) => string;
};

/** A small sign beside a name: told apart by colour and by what is in it, and a word for it. */
export type Mark = { readonly name: Flag | 'series'; readonly word: string; readonly letter: string };

type SeriesPosition = NonNullable<AppointmentDto['series']>;

const HOLE = '\u0000';

export function useVisitWords(): VisitWords {
  const { t } = useTranslation(['board', 'common']);
  const format = useFormat();
  const alertMin = useOverview()?.settings.waitAlertMin;
  return useMemo(() => {
    const status = recordOf(APPOINTMENT_STATUSES, (name) => t(`common:status.${name}`));
    const urgency: Readonly<Record<Urgency, string>> = recordOf(URGENCIES, (name) =>
      name === 'medium' ? '' : t('urgencySpoken', { urgency: t(`common:urgency.${name}`) }),
    );
    const flag = recordOf(FLAGS, (name) => ({
      name,
      word: t(`flags.${name}`),
      letter: t(`flags.${name}Letter`),
    }));
    const chart = t('chart', { number: HOLE });
    const series = (position: SeriesPosition) => ({
      name: 'series' as const,
      word: t('series.word', position),
      letter: t('series.mark', position),
    });
    const when = ({ startsAt, endsAt }: AppointmentDto, isOnOneDay: boolean) => {
      const at = isOnOneDay ? format.time : format.dateTime;
      return `${at(startsAt)} – ${at(endsAt)}`;
    };
    const isTooLong = (name: AppointmentStatus, minutes: number) =>
      alertMin !== undefined && isInHouse(name) && minutes >= alertMin[name];
    const late = (minutes: number) => t('late', { count: minutes });
    const label = (visit: DrawnVisit, isOnOneDay: boolean) =>
      [
        when(visit, isOnOneDay),
        fullName(visit.patient),
        chart.replace(HOLE, String(visit.patient.chartNumber)),
        visit.doctorName ?? '',
        visit.type.name,
        status[visit.status],
        visit.lateMin === undefined ? '' : late(visit.lateMin),
        urgency[visit.urgency],
        visit.series === null ? '' : series(visit.series).word,
        ...flagsOf(visit).map((name) => flag[name].word),
      ]
        .filter((word) => word !== '')
        .join(', ');
    return { status, isTooLong, late, flag, series, when, label };
  }, [t, format, alertMin]);
}

export function flagsOf(visit: AppointmentDto): Flag[] {
  const has: Record<Flag, boolean> = {
    allergy: visit.hasAllergyAlert,
    first: visit.isFirstVisit,
    interpreter: visit.needsInterpreter,
    balance: visit.hasBalance,
    note: visit.hasNote,
    override: visit.isOverride,
  };
  return FLAGS.filter((name) => has[name]);
}

function recordOf<K extends string, V>(names: readonly K[], valueOf: (name: K) => V): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<K, V>;
}
