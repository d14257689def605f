import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { VisitFormDto } from '../../../shared/contracts/forms.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useWorded } from '../../lib/worded.ts';
import { AudienceFields } from './audience-fields.tsx';
import classes from './clinic-setup.module.css';
import { RewordDialog } from './reword-dialog.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useRestoring } from './use-restoring.ts';
import { useSaving } from './use-saving.ts';

type Props = {
  readonly form: VisitFormDto;
  readonly overview: ClinicOverview;
  readonly onClose: () => void;
};

/** What is asked, in which words, and of whom. */
export function QuestionsDialog({ form, overview, onClose }: Props) {
  const { t } = useTranslation('clinicSetup');
  const worded = useWorded();
  const [chosen, setChosen] = useState<Pick<VisitFormDto, 'audience' | 'typeIds'>>(form);
  const save = useSaveAudience(form);
  const saving = useSaving(async () => {
    await save(chosen);
    notifications.show({ message: t('saved', { name: worded(form.title) }) });
    onClose();
  });
  const { isReworded, isRunning, restore } = useRestoring(form, onClose);
  const [isRewording, setRewording] = useState(false);
  if (isRewording) return <RewordDialog form={form} onClose={() => setRewording(false)} />;
  return (
    <SaveDialog title={worded(form.title)} saving={saving} onClose={onClose}>
      <AudienceFields
        value={chosen}
        overview={overview}
        isTypesMissing={saving.problems.has('typeIds')}
        isFirst
        onChange={(change) => setChosen((before) => ({ ...before, ...change }))}
      />
      <section aria-label={t('questions.preview')} className={classes.preview}>
        <h3>{t('questions.preview')}</h3>
        <ol>
          {form.questions.map(({ id, asks, options, isNeeded, when }) => (
            <li key={id}>
              {worded(asks)}
              {!isNeeded && <span> {t('questions.optional')}</span>}
              {when !== null && <span> {t('questions.onlyThen')}</span>}
              {options.length > 0 && <p>{options.map(({ says }) => worded(says)).join(' · ')}</p>}
            </li>
          ))}
        </ol>
        <p>{t(form.isForDesk ? 'questions.deskHint' : 'questions.doctorHint')}</p>
        {isReworded && <p>{t('questions.words.own')}</p>}
        <div className={classes.wording}>
          <Button variant="default" size="xs" onClick={() => setRewording(true)}>
            {t('questions.words.reword')}
          </Button>
          {isReworded && (
            <Button variant="default" size="xs" loading={isRunning} onClick={() => void restore()}>
              {t('questions.words.back')}
            </Button>
          )}
        </div>
      </section>
    </SaveDialog>
  );
}

function useSaveAudience({ id, version }: VisitFormDto) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async ({ audience, typeIds }: Pick<VisitFormDto, 'audience' | 'typeIds'>): Promise<void> => {
    try {
      await api.forms.setAudience.mutate({
        id,
        audience,
        typeIds: audience === 'types' ? typeIds : [],
        expectedVersion: version,
      });
    } finally {
      await queryClient.invalidateQueries(trpc.forms.pathFilter());
    }
  };
}
