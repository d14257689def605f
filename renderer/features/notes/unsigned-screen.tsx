import { Button } from '@mantine/core';
import { Suspense, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnsignedVisit } from '../../../shared/contracts/notes.ts';
import { NOTES_DUE_DAYS } from '../../../shared/domain/notes.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { usePages } from '../../lib/use-pages.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { fullName, PatientFacts, sortName } from '../../ui/visit/patient-line.tsx';
import { isNoteBegun } from './note-draft.ts';
import classes from './unsigned.module.css';
import { VisitNote } from './visit-note.tsx';

const A_PAGE = 50;

/** Which visits are done and not signed yet: the list, and beside it the note to write. */
export function UnsignedScreen() {
  return (
    <Suspense>
      <Unsigned />
    </Suspense>
  );
}

function Unsigned() {
  useDeskLateWords('notes');
  const { t } = useTranslation('notes');
  const { list, items, count } = useUnsigned();
  const [chosen, setChosen] = useState<UnsignedVisit>();
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  // Who has signed stays with what was signed until going on.
  const shown = chosen ?? items[0];
  const isSigned = shown !== undefined && !items.some((item) => isSame(item, shown));
  const next = isSigned ? items[0] : undefined;
  return (
    <main id="content" className={classes.page}>
      <h1 className={classes.title}>{t('unsigned.title')}</h1>
      <p className={classes.lead}>{t('unsigned.lead', { count: NOTES_DUE_DAYS })}</p>
      {list.isPending && <LoadingLines rows={6} />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && shown === undefined && (
        <PageNote icon="check" title={t('unsigned.none')} hint={t('unsigned.noneHint')} />
      )}
      {shown !== undefined && (
        <div className={classes.columns}>
          <div>
            {items.length > 0 && (
              <ul className={classes.list} aria-label={t('unsigned.list')}>
                {items.map((visit) => (
                  <li key={visit.appointmentId}>
                    <Line visit={visit} isShown={isSame(visit, shown)} onPick={() => setChosen(visit)} />
                  </li>
                ))}
              </ul>
            )}
            {list.hasNextPage && (
              <Button
                variant="default"
                loading={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >
                {t('more')}
              </Button>
            )}
          </div>
          <section className={classes.visit} aria-label={fullName(shown.patient)}>
            <VisitHead visit={shown} />
            {isSigned && (
              <div className={classes.signed} role="status">
                {count > 0 ? t('unsigned.signed', { count }) : t('unsigned.signedLast')}
                {next !== undefined && (
                  <Button autoFocus onClick={() => setChosen(next)}>
                    {t('unsigned.next', { name: sortName(next.patient) })}
                  </Button>
                )}
              </div>
            )}
            <div
              // What is written belongs to the visit that stood here first: it stays chosen when others come or go.
              onFocus={() => setChosen(shown)}
              // The list says which notes are begun: it is drawn anew as one is.
              onInput={redraw}
            >
              <VisitNote key={shown.appointmentId} id={shown.appointmentId} />
            </div>
          </section>
        </div>
      )}
    </main>
  );
}

function useUnsigned() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const [count, setCount] = useState(0);
  const pages = usePages([...trpc.notes.listUnsigned.pathKey(), 'pages'], async (cursor) => {
    const page = await api.notes.listUnsigned.query({ limit: A_PAGE, cursor });
    setCount(page.count);
    return page;
  });
  return { ...pages, count };
}

function VisitHead({ visit }: { readonly visit: UnsignedVisit }) {
  const format = useFormat();
  return (
    <header className={classes.head}>
      <h2>{fullName(visit.patient)}</h2>
      <PatientFacts patient={visit.patient} />
      <p className={classes.soft}>
        {format.dateTime(visit.visitAt)}, {visit.typeName}
      </p>
    </header>
  );
}

type LineProps = {
  readonly visit: UnsignedVisit;
  readonly isShown: boolean;
  readonly onPick: () => void;
};

function Line({ visit, isShown, onPick }: LineProps) {
  const { t } = useTranslation('notes');
  const format = useFormat();
  const isBegun = isNoteBegun(visit.appointmentId);
  return (
    <button type="button" className={classes.line} aria-pressed={isShown} onClick={onPick}>
      <time dateTime={visit.visitAt}>{format.dateTime(visit.visitAt)}</time>
      <span className={classes.who}>
        <strong>{sortName(visit.patient)}</strong>
        <span className={classes.soft}>{visit.typeName}</span>
      </span>
      <span className={classes.state} data-begun={isBegun || undefined}>
        {t(isBegun ? 'unsigned.draft' : 'unsigned.missing')}
      </span>
    </button>
  );
}

function isSame(a: UnsignedVisit, b: UnsignedVisit): boolean {
  return a.appointmentId === b.appointmentId;
}
