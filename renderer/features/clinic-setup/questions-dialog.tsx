import { MultiSelect, Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentTypeDto, ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { VisitFormDto } from '../../../shared/contracts/forms.ts';
import { FORM_AUDIENCES, type FormAudience } from '../../../shared/domain/visit-forms.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useWorded } from '../../lib/worded.ts';
import classes from './clinic-setup.module.css';
import { SaveDialog } from './save-dialog.tsx';
import { useSaving } from './use-saving.ts';

type Props = {
  readonly form: VisitFormDto;
  readonly overview: ClinicOverview;
  readonly onClose: () => void;
};

/** What is asked, and of whom. */
export function QuestionsDialog({ form, overview, onClose }: Props) {
  const { t } = useTranslation('clinicSetup');
  const worded = useWorded();
  const [audience, setAudience] = useState<FormAudience>(form.audience);
  const [typeIds, setTypeIds] = useState<readonly AppointmentTypeDto['id'][]>(form.typeIds);
  const save = useSaveAudience(form);
  const saving = useSaving(async () => {
    await save(audience, audience === 'types' ? typeIds : []);
    notifications.show({ message: t('saved', { name: worded(form.title) }) });
    onClose();
  });
  return (
    <SaveDialog title={worded(form.title)} saving={saving} onClose={onClose}>
      <Radio.Group
        label={t('questions.asked')}
        value={audience}
        onChange={(chosen) => setAudience(FORM_AUDIENCES.find((each) => each === chosen) ?? audience)}
      >
        <Stack gap={6} mt={6}>
          {FORM_AUDIENCES.map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`questions.audience.${each}`)}
              data-autofocus={each === form.audience || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {audience === 'types' && (
        <MultiSelect
          label={t('questions.types')}
          value={[...typeIds]}
          error={saving.problems.has('typeIds') ? t('questions.typesNeeded') : undefined}
          data={overview.types
            .filter(({ id, isActive }) => isActive || typeIds.includes(id))
            .map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          clearable
          onChange={(ids) => setTypeIds(overview.types.flatMap(({ id }) => (ids.includes(id) ? [id] : [])))}
        />
      )}
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
      </section>
    </SaveDialog>
  );
}

function useSaveAudience({ id, version }: VisitFormDto) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (audience: FormAudience, typeIds: readonly AppointmentTypeDto['id'][]): Promise<void> => {
    try {
      await api.forms.setAudience.mutate({
        ...{ id, audience, typeIds: [...typeIds] },
        expectedVersion: version,
      });
    } finally {
      await queryClient.invalidateQueries(trpc.forms.pathFilter());
    }
  };
}
