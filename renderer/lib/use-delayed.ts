import { useEffect, useState } from 'react';

/** True once `isOn` has lasted a moment: what is quick shows no sign of waiting. */
export function useDelayed(isOn: boolean, afterMs = 150): boolean {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    if (!isOn) return setIsDue(false);
    const timer = setTimeout(() => setIsDue(true), afterMs);
    return () => clearTimeout(timer);
  }, [isOn, afterMs]);
  return isOn && isDue;
}
