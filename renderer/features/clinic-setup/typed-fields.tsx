import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TypedWords } from '../../../shared/contracts/forms.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../shared/domain/languages.ts';
import classes from './own-form.module.css';

type Props = {
  readonly label: string;
  readonly value: TypedWords;
  readonly error: string | undefined;
  /** What these words are delivered as. */
  readonly delivered?: TypedWords | undefined;
  /** Takes the focus when the dialog opens. */
  readonly isFirst?: boolean;
  readonly onChange: (value: TypedWords) => void;
};

/** The same words in each language, side by side. */
export function TypedFields({ label, value, error, delivered, isFirst = false, onChange }: Props) {
  const { t } = useTranslation('clinicSetup');
  return (
    <div className={classes.languages}>
      {LANGUAGES.map((language, index) => (
        <TextInput
          key={language}
          lang={language}
          label={`${label} (${LANGUAGE_NAMES[language]})`}
          value={value[language]}
          // Only what was changed says what it was.
          description={
            delivered !== undefined &&
            delivered[language] !== value[language] &&
            t('questions.words.delivered', { words: delivered[language] })
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={200}
          autoComplete="off"
          // Missing are both: it is said once.
          error={index === 0 ? error : error !== undefined}
          data-autofocus={(isFirst && index === 0) || undefined}
          onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
        />
      ))}
    </div>
  );
}
