import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChangePreview } from '../../../shared/contracts/clinic-calendar.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import classes from './clinic-setup.module.css';

type Props = { readonly preview: ChangePreview; readonly onDecide: (isWanted: boolean) => void };

/** The coming visits that a change would leave without what they were booked on. */
export function TouchedDialog({ preview, onDecide }: Props) {
  const { t } = useTranslation(['clinicSetup', 'common']);
  const format = useFormat();
  const overview = useOverview();
  const doctors = new Map(overview?.doctors.map(({ id, name }) => [id, name]));
  const types = new Map(overview?.types.map(({ id, name }) => [id, name]));
  const { count, visits } = preview;
  const isRoomAlone = visits.every(({ reason }) => reason === 'room_gone');
  return (
    <DeskDialog
      title={t('touched.title', { count })}
      size={640}
      isFocusReturned
      onClose={() => onDecide(false)}
      onSubmit={() => onDecide(true)}
      footer={
        <>
          <Button variant="default" data-autofocus onClick={() => onDecide(false)}>
            {t('touched.back')}
          </Button>
          <Button type="submit">{t('touched.save')}</Button>
        </>
      }
    >
      <p className={classes.lead}>{t(isRoomAlone ? 'touched.leadRoom' : 'touched.lead')}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a keyboard could not scroll it */}
      <div className={classes.touched} tabIndex={0} role="region" aria-label={t('touched.list')}>
        <table>
          <tbody>
            {visits.map((visit) => (
              <tr key={visit.id}>
                <td className={classes.strong}>
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
        <p className={classes.lead}>{t('touched.more', { count: count - visits.length })}</p>
      )}
    </DeskDialog>
  );
}
