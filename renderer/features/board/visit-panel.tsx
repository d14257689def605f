import { Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type {
  AppointmentDetail,
  AppointmentDto,
  CheckInDto,
} from '../../../shared/contracts/appointments.ts';
import { type AppointmentStatus, isExpected, nextStep } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { useStore } from '../../lib/store.ts';
import { useNow } from '../../lib/use-minute.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { fullName, PatientFacts } from '../../ui/visit/patient-line.tsx';
import { StatusIcon } from '../../ui/visit/status-icon.tsx';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import { UrgencyMark } from '../../ui/visit/urgency-mark.tsx';
import { isCallable, useCallAgain } from '../../ui/visit/use-call-again.ts';
import { pressAct } from '../../ui/visit/status-keys.ts';
import { VisitHistory } from './visit-history.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import classes from './visit-panel.module.css';

type Props = {
  readonly id: AppointmentId;
  readonly onClose: () => void;
  /** What is written of the visit; another feature's, for those who may read it. */
  readonly note: React.ReactNode;
};

/** All of one visit: whose, when, where it stands, how it came there, and what can be done. */
export function VisitPanel({ id, onClose, note }: Props) {
  const { t } = useTranslation(['board', 'common']);
  const trpc = useTRPC();
  const tasks = useDeskTasks();
  const detail = useQuery(trpc.appointments.get.queryOptions({ id }));
  const visit = useShown(detail.data);

  function onKeyDown(event: React.KeyboardEvent) {
    // What is typed is no key of the visit.
    if (event.target instanceof HTMLTextAreaElement) return;
    if (visit === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    // Space and Enter press the button that has the focus.
    const act = event.key === ' ' ? undefined : pressAct(event, visit);
    if (act?.kind === 'status') tasks.setStatus(visit, act.to);
    else if (act?.kind === 'move' && visit.can.move) tasks.move(visit);
    else if (act?.kind === 'cancel' && visit.can.cancel) tasks.cancel(visit);
    else return;
    event.preventDefault();
  }
  useEscape(true, onClose);
  return (
    <Drawer.Root
      // As in the dialogs: nothing of the page scrolls.
      lockScroll={false}
      opened
      onClose={onClose}
      closeOnEscape={false}
      position="right"
      size={420}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      onKeyDown={onKeyDown}
    >
      <Drawer.Overlay backgroundOpacity={0.15} />
      <Drawer.Content>
        <Drawer.Header role="none">
          <Drawer.Title className={classes.title}>{t('panel.title')}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('common:actions.close')} />
        </Drawer.Header>
        <Drawer.Body>
          {detail.error !== null && <LoadFailed error={detail.error} onRetry={() => void detail.refetch()} />}
          {visit !== undefined && detail.data !== undefined && (
            <div className={classes.panel}>
              <Person visit={visit} />
              <Facts visit={visit} />
              <Steps visit={visit} />
              {note}
              {detail.data.checkIn !== null && <CheckedIn checkIn={detail.data.checkIn} />}
              <VisitHistory history={detail.data.history} />
            </div>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** With the status that was just chosen, before the clinic has answered. */
function useShown(detail: AppointmentDetail | undefined): AppointmentDto | undefined {
  const pending = useStore(useDeskTasks().pending);
  if (detail === undefined) return undefined;
  const status = pending.get(detail.appointment.id);
  return status === undefined
    ? detail.appointment
    : { ...detail.appointment, status, stepBack: detail.appointment.status };
}

function Person({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation(['board', 'desk']);
  const format = useFormat();
  const trpc = useTRPC();
  const chart = useQuery(trpc.patients.get.queryOptions({ id: visit.patient.id })).data;
  return (
    <section className={classes.person}>
      <h3>
        <Link to="/charts" search={{ patient: visit.patient.id }} title={t('panel.chart')}>
          {fullName(visit.patient)}
        </Link>
      </h3>
      <PatientFacts patient={visit.patient} />
      {visit.hasAllergyAlert && (
        <p className={classes.note} data-tone="bad">
          <Icon name="alert" size={16} />
          {t('flags.allergy')}
        </p>
      )}
      {chart !== undefined && (
        <>
          {chart.email !== null && <div>{chart.email}</div>}
          {chart.address !== null && <div className={classes.asWritten}>{chart.address}</div>}
          {chart.needsInterpreter && (
            <p className={classes.note}>
              {t('flags.interpreter')}
              {chart.language !== null && `: ${chart.language}`}
            </p>
          )}
          {(chart.owedMinor ?? 0) > 0 && (
            <p className={classes.note}>{t('desk:owes', { amount: format.amount(chart.owedMinor ?? 0) })}</p>
          )}
          {chart.deskNote !== null && <p className={classes.note}>{chart.deskNote}</p>}
        </>
      )}
    </section>
  );
}

function Facts({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation(['board', 'common']);
  const format = useFormat();
  const doctor = useOverview()?.doctors.find(({ id }) => id === visit.doctorId);
  const isSinceToday = format.dayOf(visit.statusSince) === format.today();
  const since = isSinceToday ? format.time(visit.statusSince) : format.dateTime(visit.statusSince);
  return (
    <dl className={classes.facts}>
      <dt>{t('panel.status')}</dt>
      <dd>
        <StatusMark status={visit.status} />{' '}
        <span className={classes.soft}>{t('panel.since', { time: since })}</span>
      </dd>
      <dt>{t('panel.when')}</dt>
      <dd>
        {format.dayShort(format.dayOf(visit.startsAt))}, {format.timeRange(visit.startsAt, visit.endsAt)}
      </dd>
      <dt>{t('panel.doctor')}</dt>
      <dd>{doctor?.name ?? ''}</dd>
      {visit.series !== null && (
        <>
          <dt>{t('panel.series')}</dt>
          <dd>{t('series.word', visit.series)}</dd>
        </>
      )}
      <dt>{t('panel.type')}</dt>
      <dd>{visit.type.name}</dd>
      <dt>{t('panel.room')}</dt>
      <dd>{visit.room?.name ?? t('panel.noRoom')}</dd>
      <dt>{t('panel.urgency')}</dt>
      <dd>
        <UrgencyMark urgency={visit.urgency} />
      </dd>
      <dt>{t('panel.reason')}</dt>
      <dd className={classes.asWritten}>{visit.reason === '' ? t('panel.noReason') : visit.reason}</dd>
      {visit.cancel !== null && (
        <>
          <dt>{t('panel.cancelled')}</dt>
          <dd>
            {t(`common:cancelCode.${visit.cancel.code}`)}
            {visit.cancel.isLate && `, ${t('panel.late')}`}
            {visit.cancel.note !== '' && <div className={classes.asWritten}>{visit.cancel.note}</div>}
          </dd>
        </>
      )}
    </dl>
  );
}

/** What the desk looked at when the patient came. */
function CheckedIn({ checkIn }: { readonly checkIn: CheckInDto }) {
  const { t } = useTranslation('flow');
  const format = useFormat();
  const { items, copayMinor } = checkIn;
  const words: string[] = items.map((item) => t(`checkIn.items.${item}`));
  if (copayMinor !== null) words.push(t('checkIn.amount', { amount: format.amount(copayMinor) }));
  return (
    <section>
      <h3 className={classes.heading}>{t('checkIn.heading')}</h3>
      <p className={classes.checkIn}>
        {words.length === 0 ? t('checkIn.nothing') : format.list(words)}
        <span className={classes.soft}>
          {t('checkIn.by', { time: format.time(checkIn.at), name: checkIn.byName })}
        </span>
      </p>
    </section>
  );
}

function Steps({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation(['board', 'common', 'paper', 'displays']);
  const tasks = useDeskTasks();
  const callAgain = useCallAgain();
  const [next, ...others] = useSteps(visit);
  const back = visit.stepBack ?? undefined;
  return (
    <div className={classes.steps}>
      {visit.can.setStatus && next !== undefined && (
        <Button
          data-autofocus
          leftSection={<StatusIcon status={next} />}
          onClick={() => tasks.setStatus(visit, next)}
        >
          {t(`common:status.${next}`)}
        </Button>
      )}
      {visit.can.setStatus &&
        others.map((status) => (
          <Button
            key={status}
            variant="default"
            leftSection={<StatusIcon status={status} />}
            onClick={() => tasks.setStatus(visit, status)}
          >
            {t(`common:status.${status}`)}
          </Button>
        ))}
      {isCallable(visit) && (
        <Button variant="default" onClick={() => callAgain(visit)}>
          {t('displays:again.button')}
        </Button>
      )}
      {visit.can.setStatus && back !== undefined && (
        <Button variant="default" onClick={() => tasks.setStatus(visit, back)}>
          {t('menu.backTo', { status: t(`common:status.${back}`) })}
        </Button>
      )}
      {visit.can.move && (
        <Button variant="default" onClick={() => tasks.move(visit)}>
          {t('menu.move')}
        </Button>
      )}
      {visit.can.cancel && (
        <Button variant="default" onClick={() => tasks.cancel(visit)}>
          {t('menu.cancel')}
        </Button>
      )}
      <LinkButton variant="default" to="/paper" search={{ visit: visit.id }}>
        {t('paper:handOutOpen')}
      </LinkButton>
    </div>
  );
}

/** The next one first. Whoever is expected today comes or does not, whether they have confirmed or not. */
function useSteps({ status, startsAt }: AppointmentDto): readonly AppointmentStatus[] {
  const format = useFormat();
  const now = useNow();
  const graceMin = useOverview()?.settings.noShowGraceMin;
  const next = nextStep(status);
  if (next === undefined || !isExpected(status) || format.dayOf(startsAt) !== format.today())
    return next === undefined ? [] : [next];
  const isMissed = graceMin !== undefined && addMinutes(toInstant(startsAt), graceMin) <= now;
  return ['arrived', ...(next === 'arrived' ? [] : [next]), ...(isMissed ? (['no_show'] as const) : [])];
}
