import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import { isExpected } from '../../../../shared/domain/appointment-status.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { useDayWords } from '../use-day-words.ts';
import { ToCalendar } from './to-calendar.tsx';
import classes from './visit-card.module.css';

export type CancelAsked = (visit: OwnAppointmentDto) => void;
type Props = {
  readonly visit: OwnAppointmentDto;
  readonly onCancel: CancelAsked;
  /** In a list the words are enough; on the next visit they are buttons. */
  readonly isQuiet?: boolean;
};

/** What the clinic lets its patient do with this visit right now. */
export function VisitActions({ visit, onCancel, isQuiet = false }: Props) {
  const { t } = useTranslation('portal');
  const words = useDayWords();
  // Several visits on one screen: by ear, too, each button belongs to one of them.
  const nameOf = (action: string) => `${action}, ${words.moment(visit.startsAt)}`;
  const isFixed = !visit.can.move && !visit.can.cancel;
  if (isFixed && !isExpected(visit.status)) return null;
  const variant = isQuiet ? 'subtle' : 'default';
  return (
    <div className={isQuiet ? classes.quiet : classes.actions}>
      {visit.can.move && (
        <LinkButton
          aria-label={nameOf(t('visit.move'))}
          to="/visits/$visitId/move"
          params={{ visitId: visit.id }}
          variant={variant}
        >
          {t('visit.move')}
        </LinkButton>
      )}
      {visit.can.cancel && (
        <Button aria-label={nameOf(t('visit.cancel'))} variant={variant} onClick={() => onCancel(visit)}>
          {t('visit.cancel')}
        </Button>
      )}
      {isExpected(visit.status) && (
        <ToCalendar visit={visit} label={nameOf(t('visit.toCalendar'))} variant={variant} />
      )}
      {isFixed && <p className={classes.call}>{t('visit.callToChange')}</p>}
    </div>
  );
}
