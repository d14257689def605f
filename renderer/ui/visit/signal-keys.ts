import { useTranslation } from 'react-i18next';
import { SIGNAL_KINDS, type SignalKind } from '../../../shared/domain/signals.ts';
import type { KeyGroup } from '../keys/keys-help.tsx';

/** Beside the letters and figures: they call the desk out of a field, too. */
export const SIGNAL_KEYS = {
  nurse: 'F6',
  room_dirty: 'F7',
  interpreter: 'F8',
  urgent: 'F9',
} as const satisfies Record<SignalKind, string>;

/** The desk's answer to them, on whatever screen it is and whatever is typed there. */
export const CALL_KEYS = { take: 'F8', finish: 'F9' } as const;

export function useSignalKeyWords(): KeyGroup {
  const { t } = useTranslation('myDay');
  return {
    title: t('signals.title'),
    keys: SIGNAL_KINDS.map((kind) => ({ keys: [SIGNAL_KEYS[kind]], does: t(`signals.${kind}`) })),
  };
}
