import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDetail, AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { SLIP_KINDS, type SlipKind } from '../../../shared/domain/paper.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { useClinic } from '../../lib/clinic.ts';
import { useFormat } from '../../lib/format.ts';
import { ReadBy } from '../../lib/read-by.tsx';
import { useOverview } from '../../lib/use-overview.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { fullName, sortName } from '../../ui/visit/patient-line.tsx';
import { PrintButtons } from './print-buttons.tsx';
import classes from './paper.module.css';

const STATIONS = ['reception', 'doctor', 'laboratory', 'imaging', 'payment', 'next'] as const;

type Props = {
  readonly id: AppointmentId;
  readonly kind: SlipKind;
  readonly onKind: (kind: SlipKind) => void;
};

/** What one patient takes along: the way through the house, or the next visit on a card. */
export function SlipScreen({ id, kind, onKind }: Props) {
  const { t } = useTranslation('paper');
  const trpc = useTRPC();
  const detail = useQuery(trpc.appointments.get.queryOptions({ id }));
  return (
    <main id="content" className={classes.screen}>
      <div className={classes.bar}>
        <h1 className={classes.title}>{t('handOut')}</h1>
        <SegmentedControl
          aria-label={t('kind')}
          value={kind}
          onChange={(chosen) => onKind(SLIP_KINDS.find((known) => known === chosen) ?? kind)}
          data={SLIP_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <span className={classes.space} />
        <PrintButtons path={`/api/paper/visits/${id}/${kind}`} fileName={`${kind}.pdf`} />
      </div>
      {detail.error !== null && <LoadFailed error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <LoadingLines rows={6} />}
      {detail.data !== undefined && (
        <Suspense fallback={<LoadingLines rows={6} />}>
          <Paper kind={kind} detail={detail.data} />
        </Suspense>
      )}
    </main>
  );
}

/** The slip is read at the stations of the house, the card at home. */
function Paper({ kind, detail }: { readonly kind: SlipKind; readonly detail: AppointmentDetail }) {
  const house = useClinic().language;
  const { appointment: visit, language } = detail;
  return kind === 'routing-slip' ? (
    <ReadBy language={house}>
      <RoutingSlip visit={visit} />
    </ReadBy>
  ) : (
    <ReadBy language={language}>
      <AppointmentCard visit={visit} />
    </ReadBy>
  );
}

type VisitProps = { readonly visit: AppointmentDto };

function useDoctorName({ doctorId }: AppointmentDto): string {
  return useOverview()?.doctors.find(({ id }) => id === doctorId)?.name ?? '';
}

function RoutingSlip({ visit }: VisitProps) {
  const { t } = useTranslation('paper');
  const format = useFormat();
  const { clinicName } = useClinic();
  const doctor = useDoctorName(visit);
  const { patient } = visit;
  return (
    <article className={classes.slip} aria-label={t('kinds.routing-slip')}>
      <span className={classes.kind}>{t('kinds.routing-slip')}</span>
      <h2>{sortName(patient)}</h2>
      <p>{t('person', { born: format.date(patient.birthDate), number: patient.chartNumber })}</p>
      <p className={classes.when}>
        {format.dayLong(format.dayOf(visit.startsAt))}, {format.time(visit.startsAt)}
      </p>
      <p>{[doctor, visit.room?.name, visit.type.name].filter(Boolean).join(' · ')}</p>
      <ul className={classes.stations}>
        {STATIONS.map((station) => (
          <li key={station}>
            <span className={classes.box} />
            <strong>{t(`stations.${station}`)}</strong>
            <span className={classes.by}>{t('stations.by')}</span>
          </li>
        ))}
      </ul>
      <footer>{clinicName}</footer>
    </article>
  );
}

/** It names no kind of visit: a card lies about. */
function AppointmentCard({ visit }: VisitProps) {
  const { t } = useTranslation('paper');
  const format = useFormat();
  const { clinicName } = useClinic();
  const overview = useOverview();
  const doctor = useDoctorName(visit);
  const hours = overview?.settings.lateCancelHours ?? 0;
  return (
    <article className={classes.slip} data-card aria-label={t('kinds.appointment-card')}>
      <p className={classes.house}>{clinicName}</p>
      <span className={classes.kind}>{t('kinds.appointment-card')}</span>
      <p>{fullName(visit.patient)}</p>
      <h2>{format.dayLong(format.dayOf(visit.startsAt))}</h2>
      <p className={classes.clock}>{format.time(visit.startsAt)}</p>
      <p>{t('with', { doctor })}</p>
      {visit.room !== null && <p>{t('room', { room: visit.room.name })}</p>}
      <footer>{hours === 0 ? t('cannotCome') : t('cancelBy', { count: hours })}</footer>
      <AtEntrance visit={visit} />
    </article>
  );
}

/** For the reader of the kiosk, and beside it for fingers. */
function AtEntrance({ visit }: VisitProps) {
  const { t } = useTranslation('paper');
  const trpc = useTRPC();
  const code = useQuery(trpc.paper.cardCode.queryOptions({ id: visit.id })).data?.code;
  return (
    <div className={classes.entrance}>
      {code !== undefined && (
        <>
          <QrCode text={code} label={t('atEntranceCode')} isSmall />
          <p>
            {t('atEntrance')}
            <strong>{code}</strong>
          </p>
        </>
      )}
    </div>
  );
}
