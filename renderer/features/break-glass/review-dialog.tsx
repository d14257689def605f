import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakGlassDto } from '../../../shared/contracts/break-glass.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import classes from './review-screen.module.css';

type Props = { readonly entry: BreakGlassDto; readonly onClose: () => void };

/** What the administrator found when asking about it. */
export function ReviewDialog({ entry, onClose }: Props) {
  const { t } = useTranslation(['breakGlass', 'common']);
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const review = useMutation(
    trpc.breakGlass.review.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.breakGlass.pathFilter());
        onClose();
      },
    }),
  );
  const isMissing = note.trim() === '';
  function send() {
    setTried(true);
    if (isMissing || review.isPending) return;
    review.mutate({ id: entry.id, note: note.trim(), expectedVersion: entry.version });
  }
  return (
    <DeskDialog
      title={`${entry.doctorName}, ${t('review.chart', { number: entry.chartNumber })}`}
      size={480}
      onClose={onClose}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" loading={review.isPending}>
            {t('review.save')}
          </Button>
        </>
      }
    >
      <p className={classes.reason}>{entry.reason}</p>
      <Textarea
        label={t('review.note')}
        description={t('review.noteHint')}
        value={note}
        maxLength={500}
        autosize
        minRows={2}
        data-autofocus
        error={isTried && isMissing ? t('common:form.required') : undefined}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {review.error !== null && (
        <p className={classes.problem} role="alert">
          {errorText(review.error)}
        </p>
      )}
    </DeskDialog>
  );
}
