import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../shared/domain/languages.ts';
import { useErrorText } from '../lib/errors.ts';
import { useLanguage, wordsLanguageOf } from '../lib/language.ts';
import classes from './language-choice.module.css';

type Props = { readonly onChosen?: (language: (typeof LANGUAGES)[number]) => void };

/** Each language in its own words, so that whoever cannot read the page finds the way. */
export function LanguageChoice({ onChosen }: Props) {
  const { t } = useTranslation();
  const { shown, choose } = useLanguage();
  const errorText = useErrorText();
  return (
    <select
      className={classes.choice}
      aria-label={t('language.label')}
      title={t('language.label')}
      value={wordsLanguageOf(shown)}
      onChange={({ currentTarget: { value } }) => {
        if (!isLanguage(value)) return;
        choose(value).catch((error: unknown) =>
          notifications.show({ message: errorText(error), color: 'red' }),
        );
        onChosen?.(value);
      }}
    >
      {LANGUAGES.map((language) => (
        <option key={language} value={language} lang={language}>
          {LANGUAGE_NAMES[language]}
        </option>
      ))}
    </select>
  );
}
