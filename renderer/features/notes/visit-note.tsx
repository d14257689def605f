import { Button, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteDto } from '../../../shared/contracts/notes.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { dropDraft, useDraftsLoaded, useKeptText } from '../../lib/draft.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { Key } from '../../ui/keys/keys-help.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { draftOf, NOTE_PARTS as PARTS } from './note-draft.ts';
import { NoteView } from './note-view.tsx';
import classes from './notes.module.css';

type Part = (typeof PARTS)[number];
type Props = {
  readonly id: AppointmentId;
  /** The patient's name, where the note stands apart from what else is said of them. */
  readonly whose?: string;
  /** What leads to it on this screen. */
  readonly focusKey?: string;
};

/** What the doctor writes of one visit; once it is signed, what stands and what came later. */
export function VisitNote(props: Props) {
  return (
    <Suspense>
      <OneNote {...props} />
    </Suspense>
  );
}

function OneNote({ id, whose, focusKey }: Props) {
  useDeskLateWords('notes');
  const { t } = useTranslation('notes');
  const trpc = useTRPC();
  const areDraftsHere = useDraftsLoaded();
  const note = useQuery(trpc.notes.ofVisit.queryOptions({ appointmentId: id }));
  // What is typed here and not signed: where another screen signs first, it is not lost with its form.
  const [typed, setTyped] = useState('');
  if (note.isError) return <LoadFailed error={note.error} onRetry={() => void note.refetch()} />;
  if (note.data === undefined || !areDraftsHere) return null;
  const { note: signed, can } = note.data;
  if (signed === null && !can.sign) return null;
  return (
    <section className={classes.note} data-apart={whose !== undefined || undefined} aria-label={t('title')}>
      <header className={classes.noteHead}>
        <h3 className={classes.heading}>{t('title')}</h3>
        <span className={classes.whose}>{whose}</span>
        {focusKey !== undefined && <Key>{focusKey}</Key>}
      </header>
      {signed === null ? (
        <NoteForm key={id} id={id} onTyped={setTyped} />
      ) : (
        <>
          <NoteView note={signed} />
          {can.amend && (
            <AddendumForm key={signed.id} note={signed} leftOver={typed === allWords(signed) ? '' : typed} />
          )}
        </>
      )}
    </section>
  );
}

type FormProps = {
  readonly id: AppointmentId;
  /** All of it, with each stroke. */
  readonly onTyped: (words: string) => void;
};

/** Kept while it is typed, for its writer alone: locked, reloaded or cut off, it is there again. */
function NoteForm({ id, onTyped }: FormProps) {
  const { t } = useTranslation('notes');
  const api = useTRPCClient();
  const kept = {
    reason: useKeptText(draftOf(id, 'reason')),
    findings: useKeptText(draftOf(id, 'findings')),
    plan: useKeptText(draftOf(id, 'plan')),
  };
  const isEmpty = PARTS.every((part) => kept[part].text.trim() === '');
  const signing = useSigning(async (requestId) => {
    await api.notes.sign.mutate({ appointmentId: id, ...textsOf(kept), requestId });
    for (const part of PARTS) kept[part].drop();
  });
  return (
    <form className={classes.form} {...signing.formProps}>
      {PARTS.map((part) => (
        <Textarea
          key={part}
          label={t(`parts.${part}`)}
          value={kept[part].text}
          autosize
          minRows={part === 'findings' ? 3 : 1}
          maxRows={12}
          onChange={(event) => {
            const next = event.currentTarget.value;
            kept[part].setText(next);
            onTyped(allWords({ ...textsOf(kept), [part]: next }));
          }}
        />
      ))}
      {signing.problem !== undefined && <Notice tone="bad">{signing.problem}</Notice>}
      <footer className={classes.foot}>
        <span className={classes.soft}>{t(isEmpty ? 'hint' : 'draft')}</span>
        <Button type="submit" disabled={isEmpty} loading={signing.isRunning} title={t('signKey')}>
          {t('sign')}
        </Button>
      </footer>
    </form>
  );
}

function textsOf(kept: Readonly<Record<Part, { readonly text: string }>>): Record<Part, string> {
  return { reason: kept.reason.text, findings: kept.findings.text, plan: kept.plan.text };
}

function allWords(words: Readonly<Record<Part, string>>): string {
  return PARTS.map((part) => words[part].trim())
    .filter((text) => text !== '')
    .join('\n');
}

type AddendumProps = {
  readonly note: NoteDto;
  /** Typed here for the note, which another screen has signed meanwhile without it. */
  readonly leftOver: string;
};

function AddendumForm({ note, leftOver }: AddendumProps) {
  const { t } = useTranslation('notes');
  const api = useTRPCClient();
  const kept = useKeptText(`note:${note.appointmentId}:addendum`);
  const [isOpen, setOpen] = useState(kept.text !== '');
  const [isLeftOver, setLeftOver] = useState(false);
  const close = () => {
    kept.setText('');
    setOpen(false);
    setLeftOver(false);
  };
  const takeUp = useEffectEvent(() => {
    if (leftOver === '' || kept.text !== '') return;
    kept.setText(leftOver);
    for (const part of PARTS) dropDraft(draftOf(note.appointmentId, part));
    setOpen(true);
    setLeftOver(true);
  });
  useEffect(() => takeUp(), []);
  const signing = useSigning(async (requestId) => {
    await api.notes.addAddendum.mutate({ noteId: note.id, words: kept.text, requestId });
    close();
  });
  if (!isOpen)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('amend')}
      </Button>
    );
  return (
    <form className={classes.form} {...signing.formProps}>
      {isLeftOver && <Notice tone="warn">{t('leftOver')}</Notice>}
      <Textarea
        label={t('addendum')}
        value={kept.text}
        autosize
        minRows={2}
        maxRows={12}
        autoFocus
        onChange={(event) => kept.setText(event.currentTarget.value)}
      />
      {signing.problem !== undefined && <Notice tone="bad">{signing.problem}</Notice>}
      <footer className={classes.foot}>
        <Button variant="default" onClick={close}>
          {t('giveUp')}
        </Button>
        <Button
          type="submit"
          disabled={kept.text.trim() === ''}
          loading={signing.isRunning}
          title={t('signKey')}
        >
          {t('signAddendum')}
        </Button>
      </footer>
    </form>
  );
}

/** Signs once at a time, by the button or by Ctrl+Enter; a call that was cut off is asked again as the same one. */
function useSigning(sign: (requestId: string) => Promise<unknown>) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [requestId, setRequestId] = useState(newRequestId);
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function run(): Promise<void> {
    if (isRunning) return;
    setRunning(true);
    setProblem(undefined);
    try {
      await sign(requestId);
      setRequestId(newRequestId());
    } catch (error) {
      const [first] = fieldErrorsOf(error);
      setProblem(first?.message ?? errorText(error));
    }
    await queryClient.invalidateQueries(trpc.notes.pathFilter());
    setRunning(false);
  }
  return {
    isRunning,
    problem,
    formProps: {
      noValidate: true,
      onSubmit: (event: React.FormEvent) => {
        event.preventDefault();
        void run();
      },
      onKeyDown: (event: React.KeyboardEvent) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void run();
      },
    },
  };
}
