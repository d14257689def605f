import type { SignalKind } from '../../../shared/domain/signals.ts';
import type { IconName } from '../../ui/icon.tsx';

export const SIGNAL_ICONS = {
  nurse: 'person',
  room_dirty: 'broom',
  interpreter: 'message',
  urgent: 'alert',
} as const satisfies Record<SignalKind, IconName>;
