import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import { useFormat } from '../../lib/format.ts';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import { UrgencyMark } from '../../ui/visit/urgency-mark.tsx';
import classes from './waitlist.module.css';

type Props = { readonly entry: WaitlistEntryDto; readonly children?: ReactNode };

/** Who waits, for what, and since when; what can be done about it at the end. */
export function EntryLine({ entry, children }: Props) {
  const { t } = useTranslation(['waitlist', 'common']);
  const format = useFormat();
  const { patient, typeName, doctorName, specializationName, earliestDate, latestDate, dayParts } = entry;
  const parts = dayParts.map((part) => t(`common:dayPart.${part}`));
  const days =
    earliestDate === latestDate
      ? format.dayShort(earliestDate)
      : `${format.dayShort(earliestDate)} – ${format.dayShort(latestDate)}`;
  return (
    <li className={classes.entry}>
      <PatientLine patient={patient} />
      <div>
        <p className={classes.what}>
          <span>{typeName}</span>
          <span>{doctorName ?? specializationName ?? t('anyDoctor')}</span>
          <UrgencyMark urgency={entry.urgency} />
          {entry.state !== 'waiting' && <span className={classes.soft}>{t(`state.${entry.state}`)}</span>}
        </p>
        <p>
          {days}, {parts.length === 0 ? t('anyTime') : format.list(parts)}
        </p>
        {entry.note !== '' && <p>{entry.note}</p>}
        <p className={classes.soft}>{t('since', { when: format.dateTime(entry.createdAt) })}</p>
      </div>
      <div className={classes.acts}>{children}</div>
    </li>
  );
}
