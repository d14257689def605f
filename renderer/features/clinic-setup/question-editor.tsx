import { Button, Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OWN_QUESTION_KINDS } from '../../../shared/domain/visit-forms.ts';
import { type DraftQuestion, newOption } from './own-form.ts';
import classes from './own-form.module.css';
import { TypedFields } from './typed-fields.tsx';

const MOST_OPTIONS = 12;

type Props = {
  /** From 1 on, in the order they are asked in. */
  readonly number: number;
  readonly question: DraftQuestion;
  /** What was refused, by the path in what was sent. */
  readonly problems: ReadonlyMap<string, string>;
  readonly onChange: (question: DraftQuestion) => void;
  /** Undefined for the only one. */
  readonly onRemove: (() => void) | undefined;
};

/** One question: what is asked, how it is answered, and whether it has to be. */
export function QuestionEditor({ number, question, problems, onChange, onRemove }: Props) {
  const { t } = useTranslation('clinicSetup');
  const path = `questions.${number - 1}`;
  const set = (change: Partial<DraftQuestion>) => onChange({ ...question, ...change });
  function choose(chosen: string | null) {
    const kind = OWN_QUESTION_KINDS.find((known) => known === chosen) ?? question.kind;
    const needsOptions = kind === 'choice' && question.options.length === 0;
    set({ kind, ...(needsOptions && { options: [newOption(), newOption()] }) });
  }
  return (
    <fieldset className={classes.question}>
      <legend>{t('questions.own.question', { number })}</legend>
      <TypedFields
        label={t('questions.own.asks')}
        value={question.asks}
        error={problems.get(`${path}.asks.en`)}
        onChange={(asks) => set({ asks })}
      />
      <div className={classes.how}>
        <Select
          label={t('questions.own.kind')}
          value={question.kind}
          data={OWN_QUESTION_KINDS.map((kind) => ({ value: kind, label: t(`questions.own.kinds.${kind}`) }))}
          allowDeselect={false}
          onChange={choose}
        />
        <Checkbox
          label={t('questions.own.needed')}
          checked={question.isNeeded}
          onChange={(event) => set({ isNeeded: event.currentTarget.checked })}
        />
        {onRemove !== undefined && (
          <Button
            variant="subtle"
            aria-label={t('questions.own.removeQuestion', { number })}
            onClick={onRemove}
          >
            {t('remove')}
          </Button>
        )}
      </div>
      {question.kind === 'choice' && (
        <Options question={question} path={path} problems={problems} set={set} />
      )}
    </fieldset>
  );
}

type OptionsProps = Pick<Props, 'question' | 'problems'> & {
  readonly path: string;
  readonly set: (change: Partial<DraftQuestion>) => void;
};

function Options({ question: { options }, path, problems, set }: OptionsProps) {
  const { t } = useTranslation('clinicSetup');
  return (
    <>
      {options.map((option, index) => (
        <div key={option.key} className={classes.option}>
          <TypedFields
            label={t('questions.own.option', { number: index + 1 })}
            value={option.says}
            error={problems.get(`${path}.options.${index}.says.en`)}
            onChange={(says) => set({ options: options.with(index, { ...option, says }) })}
          />
          {options.length > 2 && (
            <Button
              variant="subtle"
              aria-label={t('questions.own.removeOption', { number: index + 1 })}
              onClick={() => set({ options: options.toSpliced(index, 1) })}
            >
              {t('remove')}
            </Button>
          )}
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        className={classes.add}
        disabled={options.length >= MOST_OPTIONS}
        onClick={() => set({ options: [...options, newOption()] })}
      >
        {t('questions.own.addOption')}
      </Button>
    </>
  );
}
