import { Button } from '@mantine/core';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { PatientLine } from './patient-line.tsx';
import classes from './whom.module.css';

export type PatientPickerProps = {
  readonly onPick: (patient: PatientSummary) => void;
  readonly error?: string | undefined;
};
type Props = {
  readonly patient: PatientSummary | null;
  readonly onPatient: (patient: PatientSummary | null) => void;
  /** Finds or registers the patient; another feature's, handed in by the app. */
  readonly PatientPicker: ComponentType<PatientPickerProps>;
  readonly error: string | undefined;
  /** Where the keyboard goes on once somebody is found: the picker goes away. */
  readonly next: React.RefObject<HTMLElement | null>;
  readonly isFixed?: boolean;
};

/** Whom a form is about, or how they are found. */
export function Whom({ patient, onPatient, PatientPicker, error, next, isFixed = false }: Props) {
  const { t } = useTranslation('desk');
  if (patient === null)
    return (
      <PatientPicker
        onPick={(found) => {
          onPatient(found);
          setTimeout(() => next.current?.focus());
        }}
        error={error}
      />
    );
  return (
    <div className={classes.person}>
      <PatientLine patient={patient} />
      {!isFixed && (
        <Button variant="subtle" size="compact-sm" onClick={() => onPatient(null)}>
          {t('patient.change')}
        </Button>
      )}
    </div>
  );
}
