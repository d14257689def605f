import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import { useFormat } from '../../lib/format.ts';
import { StatusIcon } from '../../ui/visit/status-icon.tsx';
import { statusInk } from '../../ui/visit/status-mark.tsx';
import type { VisitColumn } from './board-columns.ts';
import classes from './board.module.css';

const GROUPS = [
  { key: 'expected', icon: 'booked', of: ['booked', 'confirmed'] },
  { key: 'waiting', icon: 'checked_in', of: ['arrived', 'checked_in'] },
  { key: 'inside', icon: 'with_doctor', of: ['in_room', 'with_doctor'] },
  { key: 'done', icon: 'completed', of: ['completed'] },
  { key: 'missed', icon: 'no_show', of: ['no_show', 'left', 'cancelled'] },
] as const satisfies readonly { key: string; icon: AppointmentStatus; of: readonly AppointmentStatus[] }[];

/** Who is where, in five numbers. */
export function DayCounts({ columns }: { readonly columns: readonly VisitColumn[] }) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const counts = useMemo(() => countByStatus(columns), [columns]);
  return (
    <ul className={classes.counts} aria-label={t('counts.label')}>
      {GROUPS.map(({ key, icon, of }) => (
        <li key={key} title={t(`counts.${key}Hint`)}>
          <span style={{ color: statusInk(icon) }}>
            <StatusIcon status={icon} />
          </span>
          <strong>{format.number(of.reduce((sum, status) => sum + (counts.get(status) ?? 0), 0))}</strong>
          <span className={classes.countWord}>{t(`counts.${key}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function countByStatus(columns: readonly VisitColumn[]): Map<AppointmentStatus, number> {
  const counts = new Map<AppointmentStatus, number>();
  for (const { events } of columns)
    for (const { data } of events)
      if (data.isAside !== true) counts.set(data.status, (counts.get(data.status) ?? 0) + 1);
  return counts;
}
