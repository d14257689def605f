import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import classes from './patients.module.css';

type Props = {
  readonly matches: readonly PatientSummary[];
  readonly onPick: (patient: PatientSummary) => void;
  readonly onRegister: () => void;
};

/** The same name and birth date is known: most likely the same person, and the desk decides. */
export function DuplicateWarning({ matches, onPick, onRegister }: Props) {
  const { t } = useTranslation('patients');
  return (
    <div className={classes.duplicate} role="alert">
      <p>{t('duplicate.title', { count: matches.length })}</p>
      {matches.map((patient, index) => (
        <div key={patient.id} className={classes.match}>
          <PatientLine patient={patient} />
          <Button autoFocus={index === 0} onClick={() => onPick(patient)}>
            {t('duplicate.use')}
          </Button>
        </div>
      ))}
      <Button variant="subtle" onClick={onRegister}>
        {t('duplicate.register')}
      </Button>
    </div>
  );
}
