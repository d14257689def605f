import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { PatientDto } from '../../../shared/contracts/patients.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useMe } from '../../lib/session.ts';
import { reasonOf } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { usePages } from '../../lib/use-pages.ts';
import { Notice } from '../../ui/notice.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import { AssignedSection } from './card/assigned-section.tsx';
import { CardHead } from './card/card-head.tsx';
import { CareSection } from './card/care-section.tsx';
import { ClinicalSection } from './card/clinical-section.tsx';
import { ContactSection } from './card/contact-section.tsx';
import { GuardiansSection } from './card/guardians-section.tsx';
import { IdentitySection } from './card/identity-section.tsx';
import { PersonSection } from './card/person-section.tsx';
import { PrivacySection } from './card/privacy-section.tsx';
import { useProfile } from './card/use-profile.ts';
import classes from './charts.module.css';

const VISITS_SHOWN = 20;
/** Where they stand above what else is on the card. */
const VISITS_AT_DESK = 8;

type Props = {
  readonly id: PatientDto['id'];
  /** Set while the chart is open with a reason only. */
  readonly closesAt: string | undefined;
  readonly notes: React.ReactNode;
};

/** One patient: what must be known before one speaks, how to reach them, their visits. */
export function ChartPanel({ id, closesAt, notes }: Props) {
  const { t } = useTranslation(['breakGlass', 'card']);
  const format = useFormat();
  const { role } = useMe();
  // Whoever calls mostly means a visit.
  const isDesk = role === 'receptionist';
  const profile = useProfile(id);
  if (profile.error !== null) {
    return reasonOf(profile.error).code === 'not_found' ? (
      <PageNote icon="clock" title={t('charts.gone')} hint={t('charts.goneHint')} />
    ) : (
      <LoadFailed error={profile.error} onRetry={() => void profile.refetch()} />
    );
  }
  const { data } = profile;
  if (data === undefined) return <div />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard, also with nothing in it to press
    <article className={classes.chart} aria-label={fullName(data)} tabIndex={0}>
      {closesAt !== undefined && (
        <Notice tone="warn">{t('charts.banner', { time: format.time(closesAt) })}</Notice>
      )}
      {data.mergedInto !== null && <Notice tone="warn">{t('card:merged')}</Notice>}
      <CardHead profile={data} />
      {data.can.readClinical && <ClinicalSection id={id} />}
      {notes}
      {isDesk && <Visits id={id} isDesk />}
      <ContactSection profile={data} />
      <CareSection profile={data} />
      <GuardiansSection profile={data} />
      <AssignedSection profile={data} />
      <PersonSection profile={data} />
      <IdentitySection profile={data} />
      {!isDesk && <Visits id={id} isDesk={false} />}
      {mayEver(role, 'privacy.readOfPatient') && <PrivacySection patientId={id} />}
    </article>
  );
}

/** At the desk each of them leads to where it can be moved or cancelled. */
function Visits({ id, isDesk }: { readonly id: PatientDto['id']; readonly isDesk: boolean }) {
  const { t } = useTranslation('breakGlass');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const overview = useOverview();
  const queryKey = [...trpc.appointments.listForPatient.pathKey(), 'card', id];
  const { list, items } = usePages(queryKey, (cursor) =>
    api.appointments.listForPatient.query({
      patientId: id,
      cursor,
      limit: isDesk ? VISITS_AT_DESK : VISITS_SHOWN,
    }),
  );
  const doctorOf = (doctorId: string) => overview?.doctors.find((doctor) => doctor.id === doctorId)?.name;
  if (list.error !== null) return <LoadFailed error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <section className={classes.card}>
      <h2>{t('charts.visits')}</h2>
      {list.isSuccess && items.length === 0 && <p className={classes.soft}>{t('charts.noVisits')}</p>}
      <ol className={classes.visits}>
        {items.map((visit) => (
          <li key={visit.id}>
            <VisitTime visit={visit} isDesk={isDesk} />
            <span>{visit.type.name}</span>
            <span className={classes.soft}>{doctorOf(visit.doctorId)}</span>
            <StatusMark status={visit.status} />
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('charts.moreVisits')}
        </Button>
      )}
    </section>
  );
}

function VisitTime({ visit, isDesk }: { readonly visit: AppointmentDto; readonly isDesk: boolean }) {
  const format = useFormat();
  const time = <time dateTime={visit.startsAt}>{format.dateTime(visit.startsAt)}</time>;
  if (!isDesk) return time;
  return (
    <Link to="/board" search={{ day: format.dayOf(visit.startsAt), visit: visit.id }}>
      {time}
    </Link>
  );
}
