import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { ClinicReadiness } from '../../../shared/contracts/clinic-calendar.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './first-steps.module.css';

type Step = {
  readonly name: 'rooms' | 'doctors' | 'hours' | 'types' | 'closures' | 'people';
  readonly to: { readonly to: '/clinic'; readonly search: object } | { readonly to: '/people' };
  readonly isDone: boolean;
  /** Nothing can be booked without it. */
  readonly isNeeded: boolean;
  /** The doctors it is still to be done for, by name. */
  readonly lacking: readonly string[];
};

/** What a new clinic's admin does before the first visit; gone once every doctor can be booked with, by somebody. */
export function FirstSteps({ overview }: { readonly overview: ClinicOverview }) {
  const { t } = useTranslation('desk');
  const trpc = useTRPC();
  const { data: readiness } = useQuery(trpc.clinic.readiness.queryOptions({}));
  const isAlone = useIsAlone();
  if (readiness === undefined || isAlone === undefined) return null;
  const steps = stepsOf(overview, readiness, isAlone);
  const lacking = steps.filter(({ isNeeded, isDone }) => isNeeded && !isDone);
  const open = [...lacking, ...steps.filter(({ name, isDone }) => name === 'people' && !isDone)];
  if (open.length === 0) return null;
  const isBookable = canBook(overview, readiness);
  const lead = lacking.length === 0 ? 'leadAlone' : isBookable ? 'leadOpen' : 'lead';
  return (
    <section className={classes.card} aria-labelledby="first-steps">
      <h2 id="first-steps">{t(isBookable ? 'firstSteps.titleOpen' : 'firstSteps.title')}</h2>
      <p>{t(`firstSteps.${lead}`)}</p>
      <ol>
        {(isBookable ? open : steps).map((step) => (
          <StepLine key={step.name} step={step} />
        ))}
      </ol>
    </section>
  );
}

function StepLine({ step: { name, to, isDone, isNeeded, lacking } }: { readonly step: Step }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const state = isDone ? 'done' : isNeeded ? 'needed' : 'optional';
  return (
    <li data-state={state}>
      <span className={classes.mark}>{isDone && <Icon name="check" size={14} />}</span>
      <Link {...to}>{t(`firstSteps.${name}`)}</Link>
      <span className={classes.aside}>
        {!isDone && lacking.length > 0
          ? t('firstSteps.lacking', { names: format.list([...lacking]) })
          : t(`firstSteps.${state}`)}
      </span>
    </li>
  );
}

/** Whether nobody is there, or invited, to work with the clinic; undefined until that is known. */
function useIsAlone(): boolean | undefined {
  const trpc = useTRPC();
  const answers = [
    useQuery(trpc.users.list.queryOptions({ role: 'receptionist', isActive: true, limit: 1 })),
    useQuery(trpc.users.list.queryOptions({ role: 'doctor', isActive: true, limit: 1 })),
    useQuery(trpc.users.listInvitations.queryOptions({ limit: 1 })),
  ];
  if (answers.some(({ data }) => (data?.items.length ?? 0) > 0)) return false;
  return answers.every(({ data }) => data !== undefined) ? true : undefined;
}

function stepsOf(overview: ClinicOverview, readiness: ClinicReadiness, isAlone: boolean): Step[] {
  const { withoutHours, notOffered, closuresAhead } = readiness;
  const names = (ids: ClinicReadiness['withoutHours']) =>
    overview.doctors.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const active = overview.doctors.filter(({ isActive }) => isActive);
  const [withoutWeek] = withoutHours;
  const hours = { section: 'doctors', ...(withoutWeek !== undefined && { doctor: withoutWeek }) };
  const hasTypes = overview.types.some(({ isActive }) => isActive);
  const hasDoctors = active.length > 0;
  const part = (section: string) => ({ to: '/clinic' as const, search: { section } });
  const optional = { isNeeded: false, lacking: [] };
  const needed = { isNeeded: true, lacking: [] };
  return [
    { name: 'rooms', to: part('rooms'), isDone: overview.rooms.some((room) => room.isActive), ...optional },
    { name: 'doctors', to: part('doctors'), isDone: hasDoctors, ...needed },
    {
      name: 'hours',
      to: { to: '/clinic', search: hours },
      isNeeded: true,
      isDone: hasDoctors && withoutHours.length === 0,
      lacking: names(withoutHours),
    },
    {
      name: 'types',
      to: part('types'),
      isNeeded: true,
      isDone: hasTypes && notOffered.length === 0,
      lacking: hasTypes ? names(notOffered) : [],
    },
    { name: 'closures', to: part('closures'), isDone: closuresAhead > 0, ...optional },
    { name: 'people', to: { to: '/people' }, isDone: !isAlone, ...optional },
  ];
}

function canBook({ doctors }: ClinicOverview, { withoutHours, notOffered }: ClinicReadiness): boolean {
  return doctors.some(
    ({ id, isActive }) => isActive && !withoutHours.includes(id) && !notOffered.includes(id),
  );
}
