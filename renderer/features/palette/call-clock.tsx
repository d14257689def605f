import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './palette.module.css';

/** How long the caller has been waiting. Not spoken: it would talk over the call. */
export function CallClock({ since }: { readonly since: number }) {
  const { t } = useTranslation('palette');
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const tick = () => setSeconds(Math.floor((performance.now() - since) / 1000));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [since]);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span className={classes.clock} role="timer" aria-live="off" aria-label={t('call', { time })}>
      {time}
    </span>
  );
}
