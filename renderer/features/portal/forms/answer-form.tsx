import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from '../../../lib/zod.ts';
import type { OwnForm, OwnForms, Said } from '../../../../shared/contracts/forms.ts';
import { questionsAsked, wrongAnswers } from '../../../../shared/domain/visit-forms.ts';
import { useTRPC, useTRPCClient } from '../../../lib/api.ts';
import { dropDraft, keepDraft, readDraft } from '../../../lib/draft.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { useWorded } from '../../../lib/worded.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PortalSection } from '../portal-page.tsx';
import classes from './forms.module.css';
import { QuestionField } from './question-field.tsx';

/** By form and question. */
const Draft = z.record(z.string(), z.string());
type Answers = Readonly<Record<string, string | undefined>>;
type Props = { readonly visitId: string; readonly own: OwnForms };

/** All of them on one page, sent together; what is not sent yet is kept as a draft. */
export function AnswerForm({ visitId, own }: Props) {
  const { t } = useTranslation('portalForms');
  const worded = useWorded();
  const errorText = useErrorText();
  const page = useRef<HTMLFormElement>(null);
  const [answers, setAnswers] = useState<Answers>(() => ({
    ...Object.fromEntries(own.answers.map((said) => [keyOf(said.form, said.question), said.value])),
    ...readDraft(draftOf(visitId), Draft),
  }));
  const [isTried, setTried] = useState(false);
  const send = useSending(visitId, own.version);
  const said = saidIn(own.forms, answers);
  const missing = wrongAnswers(own.forms, said).map(({ form, question }) => keyOf(form, question));

  function answer(key: string, value: string) {
    const next = { ...answers, [key]: value };
    setAnswers(next);
    keepDraft(draftOf(visitId), next);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const [first] = missing;
    if (first === undefined) return send.mutate(said);
    page.current?.querySelector<HTMLElement>(`[id="${first}"] :is(input, textarea)`)?.focus();
  }
  return (
    <form ref={page} onSubmit={submit} noValidate className={classes.form}>
      <p className={classes.soft}>{t('who')}</p>
      {own.forms.map((form) => (
        <PortalSection key={form.id} title={worded(form.title)}>
          {form.isForDesk && <p className={classes.soft}>{t('deskToo')}</p>}
          {questionsAsked(form, said).map((question) => {
            const key = keyOf(form.id, question.id);
            return (
              <div key={key} id={key}>
                <QuestionField
                  question={question}
                  value={answers[key]}
                  isMissing={isTried && missing.includes(key)}
                  onChange={(value) => answer(key, value)}
                />
              </div>
            );
          })}
        </PortalSection>
      ))}
      {isTried && missing.length > 0 && (
        <Notice tone="bad">{t('missingSome', { count: missing.length })}</Notice>
      )}
      {send.isError && <Notice tone="bad">{errorText(send.error)}</Notice>}
      <Button type="submit" size="lg" loading={send.isPending}>
        {t('submit')}
      </Button>
      <p className={classes.soft}>{t('kept')}</p>
    </form>
  );
}

function useSending(appointmentId: string, expectedVersion: number) {
  const { t } = useTranslation('portalForms');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (answers: Said[]) => api.forms.answer.mutate({ appointmentId, answers, expectedVersion }),
    onSuccess: async () => {
      dropDraft(draftOf(appointmentId));
      notifications.show({ message: t('sent') });
      await navigate({ to: '/' });
    },
    // Refused, it is asked again what there is to answer: the typed answers stay.
    onSettled: () => queryClient.invalidateQueries(trpc.forms.pathFilter()),
  });
}

const draftOf = (visitId: string) => `forms:${visitId}`;
const keyOf = (form: string, question: string) => `${form}:${question}`;

/** What is sent: an answer to a question that is not asked any more stays typed, and unsaid. */
function saidIn(forms: readonly OwnForm[], answers: Answers): Said[] {
  const typed = forms.flatMap(({ id, questions }) =>
    questions.flatMap((question) => {
      const value = answers[keyOf(id, question.id)]?.trim();
      return value === undefined || value === '' ? [] : [{ form: id, question: question.id, value }];
    }),
  );
  const asked = new Set(
    forms.flatMap((form) => questionsAsked(form, typed).map(({ id }) => keyOf(form.id, id))),
  );
  return typed.filter(({ form, question }) => asked.has(keyOf(form, question)));
}
