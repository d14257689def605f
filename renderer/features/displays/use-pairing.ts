import { useCallback, useState } from 'react';
import type { DisplayKind } from '../../../shared/domain/displays.ts';
import { keepDeviceSecret, readDeviceSecret } from '../../lib/device-mark.ts';

/** Whether this device is paired, and whether it was until a moment ago. */
export function usePairing(kind: DisplayKind) {
  const [secret, setSecret] = useState(() => readDeviceSecret(kind));
  const [wasRemoved, setRemoved] = useState(false);
  const pair = useCallback(
    (given: string) => {
      keepDeviceSecret(kind, given);
      setSecret(given);
      setRemoved(false);
    },
    [kind],
  );
  const forget = useCallback(() => {
    keepDeviceSecret(kind, null);
    setSecret(null);
    setRemoved(true);
  }, [kind]);
  return { secret, wasRemoved, pair, forget };
}
