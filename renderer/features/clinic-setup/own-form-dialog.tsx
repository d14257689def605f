import { Button, Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { VisitFormDto } from '../../../shared/contracts/forms.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { dropDraft, readDraft, useKept } from '../../lib/draft.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { useWorded } from '../../lib/worded.ts';
import { AudienceFields } from './audience-fields.tsx';
import classes from './own-form.module.css';
import { isSameForm, KeptForm, newQuestion, type OwnDraft, ownDraftOf, wordsOf } from './own-form.ts';
import { QuestionEditor } from './question-editor.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { TypedFields } from './typed-fields.tsx';
import { useSaving } from './use-saving.ts';

type Props = {
  /** Undefined for a new one. */
  readonly form: VisitFormDto | undefined;
  readonly overview: ClinicOverview;
  readonly onClose: () => void;
};

/** Questions the clinic asks in its own words, in each language it types them in. */
export function OwnFormDialog({ form, overview, onClose }: Props) {
  const { t } = useTranslation('clinicSetup');
  const worded = useWorded();
  const [before] = useState(() => ownDraftOf(form));
  const keptAs = form === undefined ? 'set-up:form' : `set-up:form:${form.id}:${form.version}`;
  const [draft, setDraft] = useState<OwnDraft>(() => ({ ...before, ...readDraft(keptAs, KeptForm) }));
  useKept(keptAs, isSameForm(draft, before) ? undefined : draft);
  /** Saved, or given up in so many words: what is left by a lock or a reload waits to be opened again. */
  const close = () => {
    dropDraft(keptAs);
    onClose();
  };
  const set = (change: Partial<OwnDraft>) => setDraft((now) => ({ ...now, ...change }));
  const save = useSave(form);
  const saving = useSaving(async () => {
    await save(draft);
    notifications.show({
      message: t('saved', { name: worded(draft.title) || draft.title.en || draft.title.de }),
    });
    close();
  });
  const { questions } = draft;
  return (
    <SaveDialog
      title={t(form === undefined ? 'questions.own.add' : 'questions.own.edit')}
      size={760}
      saving={saving}
      onClose={close}
    >
      <p className={classes.lead}>{t('questions.own.lead')}</p>
      <TypedFields
        label={t('questions.own.title')}
        value={draft.title}
        error={saving.problems.get('title.en')}
        isFirst
        onChange={(title) => set({ title })}
      />
      {questions.map((question, index) => (
        <QuestionEditor
          key={question.key}
          number={index + 1}
          question={question}
          problems={saving.problems}
          onChange={(next) => set({ questions: questions.with(index, next) })}
          onRemove={
            questions.length > 1 ? () => set({ questions: questions.toSpliced(index, 1) }) : undefined
          }
        />
      ))}
      <Button
        variant="default"
        disabled={questions.length >= 20}
        onClick={() => set({ questions: [...questions, newQuestion()] })}
      >
        {t('questions.own.addQuestion')}
      </Button>
      <AudienceFields
        value={draft}
        overview={overview}
        isTypesMissing={saving.problems.has('typeIds')}
        onChange={set}
      />
      <Checkbox
        label={t('questions.own.forDesk')}
        description={t(draft.isForDesk ? 'questions.deskHint' : 'questions.doctorHint')}
        checked={draft.isForDesk}
        onChange={(event) => set({ isForDesk: event.currentTarget.checked })}
      />
    </SaveDialog>
  );
}

function useSave(form: VisitFormDto | undefined) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [requestId] = useState(newRequestId);
  return async (draft: OwnDraft): Promise<void> => {
    const words = wordsOf(draft);
    try {
      if (form === undefined) await api.forms.add.mutate({ ...words, requestId });
      else await api.forms.edit.mutate({ id: form.id, ...words, expectedVersion: form.version });
    } finally {
      await queryClient.invalidateQueries(trpc.forms.pathFilter());
    }
  };
}
