import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import classes from './visit-block.module.css';

/** Letters in a frame, each with its word on hover; what is spoken says the words. */
export function VisitFlags({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation('board');
  if (!visit.isFirstVisit && !visit.needsInterpreter && !visit.hasNote && !visit.isOverride) return null;
  return (
    <span className={classes.flags}>
      {visit.isFirstVisit && (
        <abbr className={classes.flag} title={t('flags.first')}>
          {t('flags.firstLetter')}
        </abbr>
      )}
      {visit.needsInterpreter && (
        <abbr className={classes.flag} title={t('flags.interpreter')}>
          {t('flags.interpreterLetter')}
        </abbr>
      )}
      {visit.hasNote && (
        <abbr className={classes.flag} title={t('flags.note')}>
          {t('flags.noteLetter')}
        </abbr>
      )}
      {visit.isOverride && (
        <abbr className={classes.flag} title={t('flags.override')}>
          {t('flags.overrideLetter')}
        </abbr>
      )}
    </span>
  );
}
