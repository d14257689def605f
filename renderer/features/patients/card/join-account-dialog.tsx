import { Button, Select, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../../shared/contracts/patients.ts';
import type { PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import { ID_CHECK_DOCUMENTS } from '../../../../shared/domain/profile-words.ts';
import { personDifferences } from '../../../../shared/domain/same-person.ts';
import { useTRPCClient } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { fieldErrorsOf, useErrorText } from '../../../lib/errors.ts';
import { newRequestId } from '../../../lib/request-id.ts';
import { DeskDialog } from '../../../ui/desk-dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PatientFacts, sortName } from '../../../ui/visit/patient-line.tsx';
import charts from '../charts.module.css';
import { usePatientSearch } from '../use-patient-search.ts';
import classes from './card.module.css';
import { useSavingFrom } from './use-profile.ts';

type Props = { readonly profile: PatientProfileDto; readonly onClose: () => void };

/** The person signed up although they have a chart: the account and all that came with it go to this chart. */
export function JoinAccountDialog({ profile, onClose }: Props) {
  const { t } = useTranslation('card');
  const form = useJoining(profile, onClose);
  // Who signed up again mostly did so under the same name.
  const [text, setText] = useState(profile.familyName);
  const search = usePatientSearch(text);
  const others = search.items.filter(({ id }) => id !== profile.id);
  return (
    <DeskDialog
      title={t('join.title')}
      size={560}
      onClose={onClose}
      onSubmit={() => void form.save()}
      notice={form.problem !== undefined && <Notice tone="bad">{form.problem}</Notice>}
      footer={
        <Button type="submit" loading={form.isSaving} disabled={form.from === undefined}>
          {t('join.save')}
        </Button>
      }
    >
      <p className={charts.soft}>{t('join.lead')}</p>
      <TextInput
        label={t('join.find')}
        leftSection={<Icon name="search" size={16} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <div className={classes.candidates} role="group" aria-label={t('join.candidates')}>
        {others.length === 0 && search.isSettled && <p className={charts.soft}>{t('join.none')}</p>}
        {others.map((patient) => (
          <Candidate
            key={patient.id}
            patient={patient}
            isChosen={patient.id === form.from?.id}
            onChoose={() => form.setFrom(patient)}
          />
        ))}
      </div>
      {form.from !== undefined && (
        <Differences
          here={profile}
          there={form.from}
          typed={form.confirmedNumber}
          onType={form.setConfirmedNumber}
        />
      )}
      <Select
        label={t('identity.document')}
        value={form.document}
        allowDeselect={false}
        onChange={(value) => form.setDocument(ID_CHECK_DOCUMENTS.find((known) => known === value) ?? 'other')}
        data={ID_CHECK_DOCUMENTS.map((value) => ({ value, label: t(`identity.documents.${value}`) }))}
      />
    </DeskDialog>
  );
}

type DifferencesProps = {
  readonly here: PatientSummary;
  readonly there: PatientSummary;
  readonly typed: string;
  readonly onType: (typed: string) => void;
};

/** Two charts that seem to be of two persons are joined by nobody in passing. */
function Differences({ here, there, typed, onType }: DifferencesProps) {
  const { t } = useTranslation('card');
  const format = useFormat();
  const field = useRef<HTMLInputElement>(null);
  // On a low screen it would stand below the edge of the dialog.
  useEffect(() => {
    field.current?.scrollIntoView({ block: 'center' });
  }, [there.id]);
  const differences = personDifferences(here, there);
  const [only, ...others] = differences;
  if (only === undefined) return null;
  const wordsOf = (patient: PatientSummary) =>
    `${sortName(patient)}, ${format.date(patient.birthDate)} (${patient.chartNumber})`;
  return (
    <>
      <Notice tone="warn" title={t(`join.differs.${others.length > 0 ? 'both' : only}`)}>
        {t('join.differsLead', { here: wordsOf(here), there: wordsOf(there) })}
      </Notice>
      <TextInput
        ref={field}
        label={t('join.confirmedNumber')}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
      />
    </>
  );
}

type CandidateProps = {
  readonly patient: PatientSummary;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function Candidate({ patient, isChosen, onChoose }: CandidateProps) {
  return (
    <button
      type="button"
      className={charts.patient}
      aria-pressed={isChosen}
      aria-current={isChosen || undefined}
      onClick={onChoose}
    >
      <strong>{sortName(patient)}</strong>
      <PatientFacts patient={patient} />
    </button>
  );
}

function useJoining(profile: PatientProfileDto, onClose: () => void) {
  const api = useTRPCClient();
  const saving = useSavingFrom(profile.version);
  const errorText = useErrorText();
  const [requestId] = useState(newRequestId);
  const [from, chooseFrom] = useState<PatientSummary>();
  const [confirmedNumber, setConfirmedNumber] = useState('');
  const [document, setDocument] = useState<(typeof ID_CHECK_DOCUMENTS)[number]>('id_card');
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function save(): Promise<void> {
    if (from === undefined || isSaving) return;
    setSaving(true);
    try {
      await saving((expectedVersion) =>
        api.profiles.attachAccount.mutate({
          id: profile.id,
          expectedVersion,
          fromId: from.id,
          document,
          confirmedNumber: /^\d+$/.test(confirmedNumber.trim()) ? Number(confirmedNumber) : undefined,
          requestId,
        }),
      );
      onClose();
    } catch (error) {
      const [first] = fieldErrorsOf(error);
      setProblem(first?.message ?? errorText(error));
      setSaving(false);
    }
  }
  function setFrom(patient: PatientSummary): void {
    if (patient.id !== from?.id) setConfirmedNumber('');
    setProblem(undefined);
    chooseFrom(patient);
  }
  return {
    from,
    setFrom,
    confirmedNumber,
    setConfirmedNumber,
    document,
    setDocument,
    isSaving,
    problem,
    save,
  };
}
