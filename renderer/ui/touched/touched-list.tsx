import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Notice } from '../notice.tsx';
import classes from './touched.module.css';
import type { ShownTouched } from './use-touched.ts';

/** The coming visits that a change would leave without what they were booked on. */
export function TouchedList({ preview, isLoading, problem, load }: ShownTouched) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const overview = useOverview();
  const doctors = new Map(overview?.doctors.map(({ id, name }) => [id, name]));
  const types = new Map(overview?.types.map(({ id, name }) => [id, name]));
  const { count, items: visits } = preview;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a keyboard could not scroll it */}
      <div className={classes.list} tabIndex={0} role="region" aria-label={t('touched.list')}>
        <table>
          <tbody>
            {visits.map((visit) => (
              <tr key={visit.id}>
                <td className={classes.when}>
                  {format.dayShort(format.dayOf(visit.startsAt))},{' '}
                  {format.timeRange(visit.startsAt, visit.endsAt)}
                </td>
                <td>{doctors.get(visit.doctorId)}</td>
                <td>{types.get(visit.typeId)}</td>
                <td className={classes.soft}>{t(`touched.reason.${visit.reason}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > visits.length && (
        <div className={classes.more}>
          <p className={classes.lead}>{t('touched.more', { count: count - visits.length })}</p>
          <Button variant="default" size="xs" loading={isLoading} onClick={() => void load()}>
            {t('more')}
          </Button>
        </div>
      )}
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
    </>
  );
}
