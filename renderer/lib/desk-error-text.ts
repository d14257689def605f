import { useTranslation } from 'react-i18next';
import { reasonOf, useErrorText } from './errors.ts';

/** The words for a failure, as the desk needs them: some refusals are otherwise told to the patient themselves. */
export function useDeskErrorText(): (error: unknown) => string {
  const { t } = useTranslation('desk');
  const errorText = useErrorText();
  return (error) => (reasonOf(error).code === 'duplicate_request' ? t('asksAnew') : errorText(error));
}
