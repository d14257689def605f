import { useTranslation } from 'react-i18next';
import { useDeskErrorText } from '../lib/desk-error-text.ts';
import { useActToast } from './act-toast.tsx';

/** The way back of an act, for its toast and the key: it says what came of it, or why nothing did. */
export function useWayBack(): (takeBack: () => Promise<void>) => () => void {
  const { t } = useTranslation('desk');
  const errorText = useDeskErrorText();
  const say = useActToast();
  return (takeBack) => () =>
    void takeBack().catch((error: unknown) =>
      say(t('undone.refused', { why: errorText(error) }), { isBad: true }),
    );
}
