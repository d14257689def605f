import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { VisitFormDto } from '../../../shared/contracts/forms.ts';
import { useTRPC } from '../../lib/api.ts';
import { useWorded } from '../../lib/worded.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import classes from './clinic-setup.module.css';
import { OwnFormDialog } from './own-form-dialog.tsx';
import { QuestionsDialog } from './questions-dialog.tsx';

type Props = { readonly overview: ClinicOverview };

/** What patients are asked on their phone before which visit. */
export function QuestionsSection({ overview }: Props) {
  const { t } = useTranslation('clinicSetup');
  const forms = useQuery(useTRPC().forms.list.queryOptions({}));
  const [editing, setEditing] = useState<VisitFormDto>();
  const [isAdding, setAdding] = useState(false);
  // The newest that is known: who was refused because of another saves again on top of it.
  const edited = forms.data?.items.find(({ id }) => id === editing?.id) ?? editing;
  return (
    <div className={classes.section}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.heading}>{t('sections.questions')}</h2>
          <p className={classes.lead}>{t('questions.lead')}</p>
        </div>
        <Button onClick={() => setAdding(true)}>{t('questions.own.add')}</Button>
      </header>
      {forms.isPending && <LoadingLines rows={5} />}
      {forms.isError && <LoadFailed error={forms.error} onRetry={() => void forms.refetch()} />}
      {forms.data !== undefined && (
        <FormTable forms={forms.data.items} overview={overview} onOpen={setEditing} />
      )}
      {edited?.isOwn === false && (
        <QuestionsDialog form={edited} overview={overview} onClose={() => setEditing(undefined)} />
      )}
      {edited?.isOwn === true && (
        <OwnFormDialog form={edited} overview={overview} onClose={() => setEditing(undefined)} />
      )}
      {isAdding && <OwnFormDialog form={undefined} overview={overview} onClose={() => setAdding(false)} />}
    </div>
  );
}

type TableProps = Props & {
  readonly forms: readonly VisitFormDto[];
  readonly onOpen: (form: VisitFormDto) => void;
};

function FormTable({ forms, overview, onOpen }: TableProps) {
  const { t } = useTranslation('clinicSetup');
  const worded = useWorded();
  const whom = ({ audience, typeIds }: VisitFormDto) =>
    audience === 'types'
      ? overview.types.flatMap(({ id, name }) => (typeIds.includes(id) ? [name] : [])).join(', ')
      : t(`questions.audience.${audience}`);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t('questions.form')}</th>
          <th>{t('questions.count')}</th>
          <th>{t('questions.asked')}</th>
          <th>{t('questions.readBy')}</th>
        </tr>
      </thead>
      <tbody>
        {forms.map((form) => (
          <tr key={form.id} data-off={form.audience === 'nobody' || undefined}>
            <td>
              <button type="button" className={classes.open} onClick={() => onOpen(form)}>
                {worded(form.title)}
              </button>
              {form.delivered !== null && <span className={classes.soft}> {t('questions.words.mark')}</span>}
            </td>
            <td className={classes.short}>{form.questions.length}</td>
            <td>{whom(form)}</td>
            <td className={classes.short}>{t(form.isForDesk ? 'questions.desk' : 'questions.doctor')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
