import { Button } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditProfile, PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import { fieldErrorsOf, useErrorText } from '../../../lib/errors.ts';
import { DeskDialog } from '../../../ui/desk-dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import charts from '../charts.module.css';
import { useEditProfile } from './use-profile.ts';

export type LineProps<T> = {
  readonly line: T;
  readonly onChange: (changes: Partial<T>) => void;
  readonly onRemove: () => void;
};

type LinesOf<T> = {
  readonly known: readonly T[];
  /** What a new line begins with; one stands there where there is none yet. */
  readonly empty: T;
  /** The change that is to be saved, or the words for why it cannot be. */
  readonly changeOf: (lines: readonly T[]) => EditProfile['changes'] | string;
};

type Props<T> = LinesOf<T> & {
  readonly profile: PatientProfileDto;
  readonly title: string;
  readonly lead?: string;
  readonly addLabel: string;
  readonly children: (props: LineProps<T>) => ReactNode;
  readonly onClose: () => void;
};

/** A few things of one kind in a chart, changed together. */
export function LinesDialog<T>({ profile, title, lead, addLabel, children, onClose, ...of }: Props<T>) {
  const { t } = useTranslation('common');
  const form = useLines(profile, of, onClose);
  return (
    <DeskDialog
      title={title}
      size={640}
      onClose={onClose}
      onSubmit={() => void form.save()}
      notice={form.problem !== undefined && <Notice tone="bad">{form.problem}</Notice>}
      footer={
        <>
          <Button variant="default" onClick={form.add}>
            {addLabel}
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {t('actions.save')}
          </Button>
        </>
      }
    >
      {lead !== undefined && <p className={charts.soft}>{lead}</p>}
      {form.lines.map((line, index) => (
        // They have no id of their own, and keep their place while the dialog is open.
        <Fragment key={index}>
          {children({
            line,
            onChange: (changes) => form.change(index, changes),
            onRemove: () => form.remove(index),
          })}
        </Fragment>
      ))}
    </DeskDialog>
  );
}

function useLines<T>(
  profile: PatientProfileDto,
  { known, empty, changeOf }: LinesOf<T>,
  onSaved: () => void,
) {
  const edit = useEditProfile(profile);
  const errorText = useErrorText();
  const [lines, setLines] = useState<readonly T[]>(known.length === 0 ? [empty] : known);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function save(): Promise<void> {
    const changes = changeOf(lines);
    if (typeof changes === 'string') return setProblem(changes);
    setSaving(true);
    try {
      await edit(changes);
      onSaved();
    } catch (error) {
      const [first] = fieldErrorsOf(error);
      setProblem(first?.message ?? errorText(error));
      setSaving(false);
    }
  }
  return {
    lines,
    isSaving,
    problem,
    save,
    add: () => setLines((before) => [...before, empty]),
    remove: (index: number) => setLines((before) => before.filter((_, at) => at !== index)),
    change: (index: number, changes: Partial<T>) =>
      setLines((before) => before.map((each, at) => (at === index ? { ...each, ...changes } : each))),
  };
}
