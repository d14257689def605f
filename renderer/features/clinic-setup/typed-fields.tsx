import { TextInput } from '@mantine/core';
import type { TypedWords } from '../../../shared/contracts/forms.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../shared/domain/languages.ts';
import classes from './own-form.module.css';

type Props = {
  readonly label: string;
  readonly value: TypedWords;
  readonly error: string | undefined;
  /** Takes the focus when the dialog opens. */
  readonly isFirst?: boolean;
  readonly onChange: (value: TypedWords) => void;
};

/** The same words in each language, side by side. */
export function TypedFields({ label, value, error, isFirst = false, onChange }: Props) {
  return (
    <div className={classes.languages}>
      {LANGUAGES.map((language, index) => (
        <TextInput
          key={language}
          lang={language}
          label={`${label} (${LANGUAGE_NAMES[language]})`}
          value={value[language]}
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
