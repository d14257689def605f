import { useTranslation } from 'react-i18next';
import { useLiveState } from '../lib/socket.ts';
import classes from './live-lamp.module.css';

/** Whether what is on screen is true right now: shape, colour and word. */
export function LiveLamp() {
  const { t } = useTranslation();
  const state = useLiveState();
  return (
    <span className={classes.lamp} data-state={state} role="status" title={t(`live.${state}Hint`)}>
      <span className={classes.dot} aria-hidden="true" />
      {t(`live.${state}`)}
    </span>
  );
}
