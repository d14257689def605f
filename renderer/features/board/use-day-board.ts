import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { shareBoard } from '../../lib/board-cache.ts';
import { useClinic } from '../../lib/clinic.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { createColumnMaker } from './board-columns.ts';
import { createDayClock } from './day-clock.ts';

/** The board of a day as the grid draws it, with the days beside it fetched ahead. */
export function useDayBoard(day: CivilDate) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { timeZone } = useClinic();
  const pending = useStore(useDeskTasks().pending);
  const board = useQuery(trpc.appointments.dayBoard.queryOptions({ day }, { structuralSharing: shareBoard }));
  const isHere = board.data !== undefined;

  useEffect(() => {
    if (!isHere) return;
    for (const near of [addDays(day, 1), addDays(day, -1)]) {
      const options = trpc.appointments.dayBoard.queryOptions(
        { day: near },
        { structuralSharing: shareBoard },
      );
      void queryClient.prefetchQuery(options);
    }
  }, [isHere, day, queryClient, trpc]);

  const clock = useMemo(() => createDayClock(day, timeZone), [day, timeZone]);
  const label = useVisitLabel();
  const columnsOf = useMemo(() => createColumnMaker(clock, { label }), [clock, label]);
  const columns = useMemo(
    () => (board.data === undefined ? [] : columnsOf(board.data, pending)),
    [board.data, columnsOf, pending],
  );
  return { board, columns, clock };
}

/** What is spoken for a visit: everything its block shows, in words. */
function useVisitLabel(): (visit: AppointmentDto) => string {
  const { t } = useTranslation(['board', 'common']);
  const format = useFormat();
  return useMemo(() => {
    const flags = (visit: AppointmentDto) => [
      visit.isFirstVisit ? t('flags.first') : '',
      visit.needsInterpreter ? t('flags.interpreter') : '',
      visit.hasNote ? t('flags.note') : '',
      visit.isOverride ? t('flags.override') : '',
    ];
    return (visit) =>
      [
        `${format.time(visit.startsAt)} – ${format.time(visit.endsAt)}`,
        fullName(visit.patient),
        t('chart', { number: visit.patient.chartNumber }),
        visit.type.name,
        t(`common:status.${visit.status}`),
        visit.urgency === 'medium'
          ? ''
          : t('urgencySpoken', { urgency: t(`common:urgency.${visit.urgency}`) }),
        ...flags(visit),
      ]
        .filter((word) => word !== '')
        .join(', ');
  }, [t, format]);
}
