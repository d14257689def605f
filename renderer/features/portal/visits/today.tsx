import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import type { OwnDay, OwnVisitToday } from '../../../../shared/contracts/flow.ts';
import { isInRoom } from '../../../../shared/domain/rooms.ts';
import { spokenWait } from '../../../../shared/domain/wait-estimate.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useLateWords } from '../../../lib/late-words.ts';
import { useNow } from '../../../lib/use-minute.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ImHere } from './im-here.tsx';
import classes from './today.module.css';

type Props = {
  readonly visit: OwnAppointmentDto;
  /** What the visit asks of its patient, where the day has nothing more to say. */
  readonly children: ReactNode;
};

/** The visit's own day: the way to say that one has come, then the place in the line. */
export function Today({ visit, children }: Props) {
  useLateWords('portalDay');
  const { data } = useQuery(useTRPC().flow.ownDay.queryOptions({}));
  const today = data?.visits.find(({ id }) => id === visit.id);
  if (data === undefined || today === undefined || isInRoom(visit.status)) return children;
  return (
    <div className={classes.today}>
      {today.lateMin > 0 && <Late visit={visit} lateMin={today.lateMin} />}
      {today.arrival === null ? (
        <Line today={today}>{children}</Line>
      ) : (
        <Arrival visit={visit} arrival={today.arrival} isInClinic={data.isInClinic}>
          {children}
        </Arrival>
      )}
    </div>
  );
}

function Late({ visit, lateMin }: { readonly visit: OwnAppointmentDto; readonly lateMin: number }) {
  const { t } = useTranslation('portalDay');
  const format = useFormat();
  return (
    <p className={classes.late} role="status">
      <Icon name="clock" />
      {t('late', { doctor: visit.doctorName, minutes: format.minutes(lateMin) })}
    </p>
  );
}

type ArrivalProps = Pick<OwnDay, 'isInClinic'> &
  Props & { readonly arrival: NonNullable<OwnVisitToday['arrival']> };

function Arrival({ visit, arrival, isInClinic, children }: ArrivalProps) {
  const { t } = useTranslation('portalDay');
  const format = useFormat();
  const now = useNow();
  if (now >= arrival.closesAt) return children;
  if (now < arrival.opensAt)
    return (
      <>
        {children}
        <p className={classes.soft}>{t('opens', { time: format.time(arrival.opensAt) })}</p>
      </>
    );
  if (isInClinic) return <ImHere visit={visit} />;
  return (
    <>
      {children}
      <p className={classes.soft}>{t('outside')}</p>
    </>
  );
}

/** Alive by what the clinic tells; only the minutes are counted down here. */
function Line({ today, children }: { readonly today: OwnVisitToday; readonly children: ReactNode }) {
  const { t } = useTranslation('portalDay');
  const waitWords = useWaitWords();
  const { turn, ticket } = today;
  if (turn === null) return children;
  const before = turn.position - 1;
  return (
    <section className={classes.line} aria-label={t('line')}>
      {ticket !== null && (
        <p className={classes.ticket}>
          <span className={classes.soft}>{t('ticket')}</span>
          <strong>{ticket}</strong>
        </p>
      )}
      <div>
        <p className={classes.place} role="status">
          {before === 0 ? t('next') : t('before', { count: before })}
        </p>
        <p>{waitWords(turn.expected)}</p>
      </div>
      {turn.expected !== null && (
        <p className={classes.basis}>{t('basis', { count: turn.expected.basis })}</p>
      )}
    </section>
  );
}

/** As one says it at the desk, in whole steps, and honest where nobody knows. */
function useWaitWords() {
  const { t } = useTranslation('portalDay');
  const format = useFormat();
  const now = useNow();
  return (expected: NonNullable<OwnVisitToday['turn']>['expected']) => {
    if (expected === null) return t('wait.unknown');
    const { min, max } = spokenWait(expected, now);
    if (max === 0) return t('wait.soon');
    const most = format.minutes(max);
    if (min === 0) return t('wait.upTo', { most });
    if (min === max) return t('wait.about', { most });
    return t('wait.range', { least: max < 60 ? format.number(min) : format.minutes(min), most });
  };
}
