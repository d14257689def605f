import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PatientDto } from '../../../shared/contracts/patients.ts';
import { useTRPC } from '../../lib/api.ts';
import { reasonOf } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Notice } from '../../ui/notice.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { fullName, PatientFacts } from '../../ui/visit/patient-line.tsx';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import classes from './charts.module.css';

const VISITS_SHOWN = 50;

type Props = {
  readonly id: PatientDto['id'];
  /** Set while the chart is open with a reason only. */
  readonly closesAt: string | undefined;
};

/** One patient: who, how to reach them, their visits. */
export function ChartPanel({ id, closesAt }: Props) {
  const { t } = useTranslation('breakGlass');
  const trpc = useTRPC();
  const format = useFormat();
  const chart = useQuery({ ...trpc.patients.get.queryOptions({ id }), retry: false });
  if (chart.error !== null) {
    return reasonOf(chart.error).code === 'not_found' ? (
      <PageNote icon="clock" title={t('charts.gone')} hint={t('charts.goneHint')} />
    ) : (
      <LoadFailed error={chart.error} onRetry={() => void chart.refetch()} />
    );
  }
  if (chart.data === undefined) return <div />;
  return (
    <article className={classes.chart} aria-label={fullName(chart.data)}>
      {closesAt !== undefined && (
        <Notice tone="warn">{t('charts.banner', { time: format.time(closesAt) })}</Notice>
      )}
      <header>
        <h1>{fullName(chart.data)}</h1>
        <PatientFacts patient={chart.data} />
      </header>
      <Contact chart={chart.data} />
      <Visits id={id} />
    </article>
  );
}

function Contact({ chart }: { readonly chart: PatientDto }) {
  const { t } = useTranslation('breakGlass');
  const facts = [
    [t('charts.phone'), chart.phone],
    [t('charts.email'), chart.email],
    [t('charts.address'), chart.address],
    [t('charts.language'), chart.language],
  ] as const;
  return (
    <section className={classes.card}>
      <h2>{t('charts.contact')}</h2>
      <dl className={classes.contact}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd data-missing={value === null || undefined}>{value ?? t('charts.unknown')}</dd>
          </div>
        ))}
      </dl>
      {chart.needsInterpreter && <p className={classes.flag}>{t('charts.interpreter')}</p>}
    </section>
  );
}

function Visits({ id }: { readonly id: PatientDto['id'] }) {
  const { t } = useTranslation('breakGlass');
  const trpc = useTRPC();
  const format = useFormat();
  const overview = useOverview();
  const visits = useQuery(
    trpc.appointments.listForPatient.queryOptions({ patientId: id, limit: VISITS_SHOWN }),
  );
  const doctorOf = (doctorId: string) => overview?.doctors.find((doctor) => doctor.id === doctorId)?.name;
  if (visits.error !== null) {
    return <LoadFailed error={visits.error} onRetry={() => void visits.refetch()} />;
  }
  return (
    <section className={classes.card}>
      <h2>{t('charts.visits')}</h2>
      {visits.data?.items.length === 0 && <p className={classes.soft}>{t('charts.noVisits')}</p>}
      <ol className={classes.visits}>
        {visits.data?.items.map((visit) => (
          <li key={visit.id}>
            <time dateTime={visit.startsAt}>{format.dateTime(visit.startsAt)}</time>
            <span>{visit.type.name}</span>
            <span className={classes.soft}>{doctorOf(visit.doctorId)}</span>
            <StatusMark status={visit.status} />
          </li>
        ))}
      </ol>
    </section>
  );
}
