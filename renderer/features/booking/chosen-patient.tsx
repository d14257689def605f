import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import classes from './booking.module.css';

type Props = {
  readonly patient: PatientSummary;
  readonly onChange?: () => void;
  /** What else is known of them. */
  readonly children?: ReactNode;
};

/** Whose visit this is, with what the desk has to know before it speaks. */
export function ChosenPatient({ patient, onChange, children }: Props) {
  const { t } = useTranslation(['booking', 'desk']);
  const format = useFormat();
  const trpc = useTRPC();
  const chart = useQuery(trpc.patients.get.queryOptions({ id: patient.id })).data;
  const owed = chart?.owedMinor ?? 0;
  return (
    <section className={classes.patient} aria-label={t('patient')}>
      <div className={classes.patientHead}>
        <PatientLine patient={patient} />
        {onChange !== undefined && (
          <Button variant="subtle" size="compact-sm" onClick={onChange}>
            {t('desk:patient.change')}
          </Button>
        )}
      </div>
      {chart?.needsInterpreter === true && (
        <p className={classes.note}>
          {t('interpreter', { language: chart.language ?? t('languageUnknown') })}
        </p>
      )}
      {owed > 0 && <p className={classes.note}>{t('desk:owes', { amount: format.amount(owed) })}</p>}
      {chart !== undefined && chart.deskNote !== null && <p className={classes.note}>{chart.deskNote}</p>}
      {children}
    </section>
  );
}
