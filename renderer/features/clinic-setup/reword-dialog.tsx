import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitFormDto } from '../../../shared/contracts/forms.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useWorded } from '../../lib/worded.ts';
import classes from './own-form.module.css';
import { type Rewording, rewordingOf } from './reword.ts';
import { SaveDialog } from './save-dialog.tsx';
import { TypedFields } from './typed-fields.tsx';
import { useSaving } from './use-saving.ts';

type Props = { readonly form: VisitFormDto; readonly onClose: () => void };
type Question = Rewording['questions'][number];

/** A delivered form in the clinic's words: each text in each language, and beside it what it was delivered as. */
export function RewordDialog({ form, onClose }: Props) {
  const { t } = useTranslation('clinicSetup');
  const worded = useWorded();
  const [words, setWords] = useState(() => rewordingOf(form));
  const delivered = rewordingOf(form.delivered ?? form);
  const save = useSave(form);
  const saving = useSaving(async () => {
    await save(words);
    notifications.show({
      message: t('saved', { name: worded(words.title) || words.title.en || words.title.de }),
    });
    onClose();
  });
  const setQuestion = (index: number, question: Question) =>
    setWords((before) => ({ ...before, questions: before.questions.with(index, question) }));
  return (
    <SaveDialog
      title={t('questions.words.title', { name: worded(form.title) })}
      size={760}
      saving={saving}
      onClose={onClose}
    >
      <p className={classes.lead}>{t('questions.words.lead')}</p>
      <TypedFields
        label={t('questions.own.title')}
        value={words.title}
        delivered={delivered.title}
        error={saving.problems.get('title.en')}
        isFirst
        onChange={(title) => setWords((before) => ({ ...before, title }))}
      />
      {words.questions.map((question, index) => (
        <QuestionWords
          key={question.id}
          number={index + 1}
          question={question}
          delivered={delivered.questions.find(({ id }) => id === question.id)}
          problems={saving.problems}
          onChange={(next) => setQuestion(index, next)}
        />
      ))}
    </SaveDialog>
  );
}

type QuestionProps = {
  /** From 1 on, in the order they are asked in. */
  readonly number: number;
  readonly question: Question;
  readonly delivered: Question | undefined;
  readonly problems: ReadonlyMap<string, string>;
  readonly onChange: (question: Question) => void;
};

function QuestionWords({ number, question, delivered, problems, onChange }: QuestionProps) {
  const { t } = useTranslation('clinicSetup');
  const path = `questions.${number - 1}`;
  return (
    <fieldset className={classes.question}>
      <legend>{t('questions.own.question', { number })}</legend>
      <TypedFields
        label={t('questions.own.asks')}
        value={question.asks}
        delivered={delivered?.asks}
        error={problems.get(`${path}.asks.en`)}
        onChange={(asks) => onChange({ ...question, asks })}
      />
      {question.options.map((option, index) => (
        <TypedFields
          key={option.id}
          label={t('questions.own.option', { number: index + 1 })}
          value={option.says}
          delivered={delivered?.options.find(({ id }) => id === option.id)?.says}
          error={problems.get(`${path}.options.${index}.says.en`)}
          onChange={(says) =>
            onChange({ ...question, options: question.options.with(index, { ...option, says }) })
          }
        />
      ))}
    </fieldset>
  );
}

function useSave({ id, version }: VisitFormDto) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (words: Rewording): Promise<void> => {
    try {
      await api.forms.reword.mutate({ id, ...words, expectedVersion: version });
    } finally {
      await queryClient.invalidateQueries(trpc.forms.pathFilter());
    }
  };
}
