import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AppointmentCounts } from '../../../shared/contracts/appointments.ts';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import { APPOINTMENT_STATUSES } from '../../../shared/domain/appointment-status.ts';
import { useTRPC } from '../../lib/api.ts';
import { isOwnComputer, useClinicAddress } from '../../lib/clinic-address.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { CallTimesCard } from './call-times.tsx';
import { FirstSteps } from './first-steps.tsx';
import classes from './home-screen.module.css';

/** The administrator's first look: how full today is, and where people reach the clinic. */
export function HomeScreen() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const format = useFormat();
  const overview = useQuery(trpc.clinic.overview.queryOptions({}));
  const counts = useQuery(trpc.appointments.counts.queryOptions({ day: format.today() }));
  const failed = [overview, counts].find((query) => query.isError);
  if (failed !== undefined) return <LoadFailed error={failed.error} onRetry={() => void failed.refetch()} />;
  if (overview.data === undefined || counts.data === undefined) return <main id="content" />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing in it takes the focus, so a keyboard could not scroll it
    <main id="content" className={classes.page} tabIndex={0}>
      <h1 className={classes.title}>{t('home.title', { clinic: overview.data.settings.clinicName })}</h1>
      <p className={classes.day}>{format.dayLong(counts.data.day)}</p>
      <FirstSteps overview={overview.data} />
      <Counts counts={counts.data} />
      <p className={classes.more}>
        <Link to="/figures">
          {t('home.figures')}
          <Icon name="forward" size={16} />
        </Link>
      </p>
      <Shape overview={overview.data} />
      <CallTimesCard />
      <Addresses isOpen={overview.data.networkAddress !== null || !isOwnComputer()} />
    </main>
  );
}

function Counts({ counts }: { readonly counts: AppointmentCounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = APPOINTMENT_STATUSES.filter((status) => (counts.byStatus[status] ?? 0) > 0);
  if (counts.total === 0) return <p className={classes.card}>{t('home.noVisits')}</p>;
  return (
    <section className={classes.card} aria-label={t('home.byStatus')}>
      <p className={classes.total}>{t('home.visits', { count: counts.total })}</p>
      <dl className={classes.counts}>
        {shown.map((status) => (
          <div key={status}>
            <dt>{t(`status.${status}`)}</dt>
            <dd>{format.number(counts.byStatus[status] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Shape({ overview }: { readonly overview: ClinicOverview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [
    [t('home.doctors'), overview.doctors.filter((doctor) => doctor.isActive).length],
    [t('home.types'), overview.types.filter((type) => type.isActive).length],
    [t('home.rooms'), overview.rooms.filter((room) => room.isActive).length],
  ] as const;
  return (
    <section className={classes.card} aria-label={t('home.shape')}>
      <dl className={classes.counts}>
        {facts.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Addresses({ isOpen }: { readonly isOpen: boolean }) {
  const { t } = useTranslation();
  const address = useClinicAddress();
  return (
    <section className={classes.card}>
      <h2 className={classes.heading}>{t('home.addresses')}</h2>
      <dl className={classes.addresses}>
        <div>
          <dt>{t('home.staffAddress')}</dt>
          <dd>{address}/</dd>
        </div>
        <div>
          <dt>{t('home.portalAddress')}</dt>
          <dd>{address}/portal</dd>
        </div>
      </dl>
      {!isOpen && <p className={classes.alone}>{t('home.alone')}</p>}
    </section>
  );
}
