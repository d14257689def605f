import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './visit-marks.module.css';

export function fullName(patient: Pick<PatientSummary, 'givenName' | 'familyName'>): string {
  return `${patient.givenName} ${patient.familyName}`;
}

/** Family name first, for lists that are read down. */
export function sortName(patient: Pick<PatientSummary, 'givenName' | 'familyName'>): string {
  return `${patient.familyName}, ${patient.givenName}`;
}

/** Birth date with the age beside it, chart number, phone: what tells two people of one name apart. */
export function PatientFacts({ patient }: { readonly patient: PatientSummary }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  return (
    <span className={classes.facts}>
      <span>
        {t('patient.born', { date: format.date(patient.birthDate), age: format.age(patient.birthDate) })}
      </span>
      <span>{t('patient.chart', { number: patient.chartNumber })}</span>
      {patient.phone !== null && <span>{patient.phone}</span>}
    </span>
  );
}

export function PatientLine({ patient }: { readonly patient: PatientSummary }) {
  return (
    <span className={classes.patient}>
      <strong>{fullName(patient)}</strong>
      <PatientFacts patient={patient} />
    </span>
  );
}
