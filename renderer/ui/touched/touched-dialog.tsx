import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChangePreview } from '../../../shared/contracts/clinic-calendar.ts';
import { DeskDialog } from '../desk-dialog.tsx';
import classes from './touched.module.css';
import { TouchedList } from './touched-list.tsx';
import { type AskTouched, useTouched } from './use-touched.ts';

/** A change that is made, or one that somebody else is to make. */
export type TouchedBy = 'save' | 'propose';
type Props = {
  readonly preview: ChangePreview;
  readonly ask: AskTouched;
  readonly by: TouchedBy;
  /** With the mark of what was shown in the end; undefined where it is not wanted any more. */
  readonly onDecide: (mark: string | undefined) => void;
};

/** Shows what a change would touch before it is made. */
export function TouchedDialog({ preview, ask, by, onDecide }: Props) {
  const { t } = useTranslation('hours');
  const shown = useTouched(preview, ask);
  const { count, items, mark } = shown.preview;
  const isRoomAlone = items.every(({ reason }) => reason === 'room_gone');
  return (
    <DeskDialog
      title={t('touched.title', { count })}
      size={760}
      isFocusReturned
      onClose={() => onDecide(undefined)}
      onSubmit={() => onDecide(mark)}
      footer={
        <>
          <Button variant="default" data-autofocus onClick={() => onDecide(undefined)}>
            {t('touched.back')}
          </Button>
          <Button type="submit">{t(`touched.${by}`)}</Button>
        </>
      }
    >
      <p className={classes.lead}>
        {t(isRoomAlone ? 'touched.leadRoom' : by === 'save' ? 'touched.lead' : 'touched.leadProposed')}
      </p>
      <TouchedList {...shown} />
    </DeskDialog>
  );
}
