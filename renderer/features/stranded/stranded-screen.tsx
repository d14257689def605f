import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StrandedVisit } from '../../../shared/contracts/appointments.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { usePages } from '../../lib/use-pages.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { PatientFacts, sortName } from '../../ui/visit/patient-line.tsx';
import classes from './stranded.module.css';

const A_PAGE = 50;

/** Coming visits that have lost what they were booked on: each is moved or cancelled from here. */
export function StrandedScreen() {
  useDeskLateWords('stranded');
  const { t } = useTranslation(['stranded', 'common']);
  const trpc = useTRPC();
  const api = useTRPCClient();
  const { list, items } = usePages([...trpc.appointments.listStranded.pathKey(), 'pages'], (cursor) =>
    api.appointments.listStranded.query({ limit: A_PAGE, cursor }),
  );
  return (
    <main id="content" className={classes.page}>
      <h1 className={classes.title}>{t('title')}</h1>
      <p className={classes.lead}>{t('lead')}</p>
      {list.isPending && <LoadingLines rows={6} />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <PageNote icon="check" title={t('none')} hint={t('noneHint')} />
      )}
      <ul className={classes.list}>
        {items.map((item) => (
          <Line key={item.visit.id} {...item} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </main>
  );
}

function Line({ visit, reason }: StrandedVisit) {
  const { t } = useTranslation('stranded');
  const format = useFormat();
  const tasks = useDeskTasks();
  const doctor = useOverview()?.doctors.find(({ id }) => id === visit.doctorId);
  const name = sortName(visit.patient);
  return (
    <li className={classes.line}>
      <div>
        <strong className={classes.when}>
          {format.dayShort(format.dayOf(visit.startsAt))}, {format.timeRange(visit.startsAt, visit.endsAt)}
        </strong>
        <div className={classes.soft}>
          {doctor?.name}, {visit.type.name}
        </div>
      </div>
      <div>
        <strong>{name}</strong>
        <div className={classes.soft}>
          <PatientFacts patient={visit.patient} />
        </div>
      </div>
      <span className={classes.reason}>{t(`reason.${reason}`)}</span>
      <div className={classes.acts}>
        <Button
          disabled={!visit.can.move}
          aria-label={t('moveOf', { name })}
          onClick={() => tasks.move(visit)}
        >
          {t('move')}
        </Button>
        <Button
          variant="default"
          disabled={!visit.can.cancel}
          aria-label={t('cancelOf', { name })}
          onClick={() => tasks.cancel(visit)}
        >
          {t('cancel')}
        </Button>
      </div>
    </li>
  );
}
