import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangePreview } from '../../../shared/contracts/clinic-calendar.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './clinic-setup.module.css';

/** The preview with one page more, or anew where it has become another one. */
export type More = (cursor: string) => Promise<ChangePreview>;
type Props = {
  readonly preview: ChangePreview;
  readonly more: More;
  readonly onDecide: (isWanted: boolean) => void;
};

/** The coming visits that a change would leave without what they were booked on. */
export function TouchedDialog({ preview, more, onDecide }: Props) {
  const { t } = useTranslation(['clinicSetup', 'common']);
  const format = useFormat();
  const overview = useOverview();
  const doctors = new Map(overview?.doctors.map(({ id, name }) => [id, name]));
  const types = new Map(overview?.types.map(({ id, name }) => [id, name]));
  const shown = useShown(preview, more);
  const { count, items: visits } = shown.preview;
  const isRoomAlone = visits.every(({ reason }) => reason === 'room_gone');
  return (
    <DeskDialog
      title={t('touched.title', { count })}
      size={760}
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
        <div className={classes.moreTouched}>
          <p className={classes.lead}>{t('touched.more', { count: count - visits.length })}</p>
          <Button variant="default" size="xs" loading={shown.isLoading} onClick={() => void shown.load()}>
            {t('more')}
          </Button>
        </div>
      )}
      {shown.problem !== undefined && <Notice tone="bad">{shown.problem}</Notice>}
    </DeskDialog>
  );
}

function useShown(first: ChangePreview, more: More) {
  const errorText = useErrorText();
  const [preview, setPreview] = useState(first);
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function load(): Promise<void> {
    if (preview.nextCursor === null) return;
    setLoading(true);
    setProblem(undefined);
    try {
      setPreview(await more(preview.nextCursor));
    } catch (error) {
      setProblem(errorText(error));
    }
    setLoading(false);
  }
  return { preview, isLoading, problem, load };
}
