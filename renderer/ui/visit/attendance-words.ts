import { useTranslation } from 'react-i18next';
import type { Attendance } from '../../../shared/contracts/attendance.ts';
import { useFormat } from '../../lib/format.ts';

const COUNTS = ['noShows', 'lateCancels', 'lates'] as const satisfies readonly (keyof Attendance)[];

/** How often somebody kept the clinic waiting; undefined for who never did, and where it is not told. */
export function useAttendanceWords(attendance: Attendance | null): string | undefined {
  const { t } = useTranslation('desk');
  const format = useFormat();
  if (attendance === null) return undefined;
  const counts = COUNTS.filter((kind) => attendance[kind] > 0);
  if (counts.length === 0) return undefined;
  const words = counts.map((kind) => t(`attendance.${kind}`, { count: attendance[kind] }));
  return t('attendance.ofYear', { counts: format.list(words) });
}
