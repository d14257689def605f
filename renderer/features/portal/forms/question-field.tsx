import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormQuestion } from '../../../../shared/domain/visit-forms.ts';
import { useWorded } from '../../../lib/worded.ts';
import { AgreeCard } from '../../../ui/agree-card.tsx';
import { Choices } from '../../../ui/choices.tsx';

type Props = {
  readonly question: FormQuestion;
  readonly value: string | undefined;
  readonly isMissing: boolean;
  readonly onChange: (value: string) => void;
};

/** One question, by its kind: two cards, a few, one to agree to, or room for words. */
export function QuestionField({ question, value, isMissing, onChange }: Props) {
  const { t } = useTranslation('portalForms');
  const worded = useWorded();
  const asks = question.isNeeded ? worded(question.asks) : t('optional', { question: worded(question.asks) });
  const error = isMissing ? t('missing') : undefined;
  if (question.kind === 'agree')
    return (
      <AgreeCard
        label={asks}
        isChecked={value === 'yes'}
        error={error}
        onChange={(isChecked) => onChange(isChecked ? 'yes' : '')}
      />
    );
  if (question.kind === 'text')
    return (
      <Textarea
        label={asks}
        value={value ?? ''}
        maxLength={1000}
        rows={3}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  const yesNo = (['yes', 'no'] as const).map((each) => ({ value: each, label: t(each) }));
  const options = question.options.map(({ id, says }) => ({ value: id, label: worded(says) }));
  return (
    <Choices<string>
      legend={asks}
      columns={question.kind === 'yes_no' ? 2 : 1}
      choices={question.kind === 'yes_no' ? yesNo : options}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
