import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedChart } from '../../../shared/contracts/break-glass.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import { useTRPC } from '../../lib/api.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { Icon } from '../../ui/icon.tsx';
import { PageNote } from '../../ui/page-note.tsx';
import { PatientFacts, sortName } from '../../ui/visit/patient-line.tsx';
import { BreakGlassDialog } from './break-glass-dialog.tsx';
import { ChartPanel } from './chart-panel.tsx';
import classes from './charts.module.css';
import { useEarlyEnter } from './use-early-enter.ts';
import { usePatientSearch } from './use-patient-search.ts';

type Props = {
  readonly first?: PatientSummary['id'] | undefined;
  /** What doctors have written; another feature's, placed in the chart by the app. */
  readonly Notes: React.ComponentType<{ readonly id: PatientSummary['id'] }> | undefined;
};

/** A doctor's own patients, and the way to somebody else's when care cannot wait. */
export function ChartsScreen({ first, Notes }: Props) {
  const { t } = useTranslation('breakGlass');
  const { role } = useMe();
  const [shown, setShown] = useState<PatientSummary['id'] | undefined>(first);
  const [isAsking, setAsking] = useState(false);
  const opened = useOpenedCharts();
  const glass = opened.find(({ patient }) => patient.id === shown);
  return (
    <main id="content" className={classes.screen}>
      <section className={classes.side} aria-label={t('charts.title')}>
        <h1>{t('charts.title')}</h1>
        <OwnPatients shown={shown} onPick={setShown} />
        {mayEver(role, 'breakGlass.open') && (
          <Button
            variant="default"
            leftSection={<Icon name="alert" size={16} />}
            onClick={() => setAsking(true)}
          >
            {t('charts.stranger')}
          </Button>
        )}
        {opened.length > 0 && <Opened charts={opened} shown={shown} onPick={setShown} />}
      </section>
      {shown === undefined ? (
        <PageNote icon="person" title={t('charts.pick')} hint={t('charts.pickHint')} />
      ) : (
        <ChartPanel
          key={shown}
          id={shown}
          closesAt={glass?.expiresAt}
          notes={Notes !== undefined && <Notes key={shown} id={shown} />}
        />
      )}
      {isAsking && (
        <BreakGlassDialog
          onClose={() => setAsking(false)}
          onOpened={({ patient }) => {
            setAsking(false);
            setShown(patient.id);
          }}
        />
      )}
    </main>
  );
}

/** What is open now; by the minute, because it ends by itself. */
function useOpenedCharts(): OpenedChart[] {
  const trpc = useTRPC();
  const format = useFormat();
  const { role } = useMe();
  const { data } = useQuery({
    ...trpc.breakGlass.listOwn.queryOptions({}),
    enabled: mayEver(role, 'breakGlass.readOwn'),
  });
  const [first] = data?.items ?? [];
  useMinutesSince(first?.openedAt ?? format.now());
  return (data?.items ?? []).filter(({ expiresAt }) => expiresAt > format.now());
}

type PickProps = {
  readonly shown: string | undefined;
  readonly onPick: (id: PatientSummary['id']) => void;
};

function OwnPatients({ shown, onPick }: PickProps) {
  const { t } = useTranslation('breakGlass');
  const errorText = useErrorText();
  // Who has to give a reason for a stranger's chart finds the own patients alone.
  const ofOwn = mayEver(useMe().role, 'breakGlass.open');
  const [text, setText] = useState('');
  const search = usePatientSearch(text);
  const waitFor = useEarlyEnter(search, ({ id }) => onPick(id));
  const isEmpty = text.trim() !== '' && search.isSettled && search.items.length === 0;
  const field = useRef<HTMLInputElement>(null);
  const found = useRef<HTMLDivElement>(null);
  function onKeyDown(event: React.KeyboardEvent): void {
    const [first] = search.items;
    // Half a search must not open the wrong chart: Enter waits for the answer to what is typed.
    if (event.key === 'Enter' && !search.isSettled) waitFor({ patient: first });
    else if (event.key === 'Enter' && first !== undefined) onPick(first.id);
    else if (event.key === 'ArrowDown') found.current?.querySelector('button')?.focus();
    else return;
    event.preventDefault();
  }
  return (
    <>
      <TextInput
        label={t(ofOwn ? 'charts.find' : 'charts.findAny')}
        leftSection={<Icon name="search" size={16} />}
        value={text}
        error={search.error === null ? undefined : errorText(search.error)}
        ref={field}
        onChange={(event) => {
          setText(event.currentTarget.value);
          waitFor(null);
        }}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <div ref={found} className={classes.found} aria-live="polite">
        {isEmpty && (
          <PageNote
            icon="search"
            title={t(ofOwn ? 'charts.none' : 'charts.noneAny')}
            hint={ofOwn ? t('charts.noneHint') : undefined}
          />
        )}
        {search.items.map((patient) => (
          <PatientButton
            key={patient.id}
            {...{ patient, shown, onPick }}
            onKeyDown={(event) => moveAmong(event, field.current)}
          />
        ))}
      </div>
    </>
  );
}

/** The arrows go from one hit to the next, and from the first back to what was typed. */
function moveAmong(event: React.KeyboardEvent<HTMLButtonElement>, field: HTMLInputElement | null): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const hits = [...(event.currentTarget.parentElement?.querySelectorAll('button') ?? [])];
  const at = hits.indexOf(event.currentTarget);
  event.preventDefault();
  const next = hits[at + step];
  if (next !== undefined) next.focus();
  else if (step < 0) field?.focus();
}

type ButtonProps = PickProps & {
  readonly patient: PatientSummary;
  readonly onKeyDown?: React.KeyboardEventHandler<HTMLButtonElement>;
};

function PatientButton({ patient, shown, onPick, onKeyDown }: ButtonProps) {
  return (
    <button
      type="button"
      className={classes.patient}
      aria-current={patient.id === shown || undefined}
      onClick={() => onPick(patient.id)}
      onKeyDown={onKeyDown}
    >
      <strong>{sortName(patient)}</strong>
      <PatientFacts patient={patient} />
    </button>
  );
}

function Opened({ charts, shown, onPick }: PickProps & { readonly charts: readonly OpenedChart[] }) {
  const { t } = useTranslation('breakGlass');
  const format = useFormat();
  return (
    <section className={classes.opened} aria-label={t('charts.opened')}>
      <h2>{t('charts.opened')}</h2>
      {charts.map(({ id, patient, expiresAt }) => (
        <div key={id}>
          <PatientButton {...{ patient, shown, onPick }} />
          <span className={classes.until}>
            <Icon name="clock" size={14} />
            {t('charts.openedUntil', { time: format.time(expiresAt) })}
          </span>
        </div>
      ))}
    </section>
  );
}
