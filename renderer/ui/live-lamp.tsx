import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../lib/socket.ts';
import classes from './live-lamp.module.css';

/** Whether what is on screen is true right now: shape, colour and word. */
export function LiveLamp() {
  const { t } = useTranslation();
  const state = useLiveState();
  return (
    <Tooltip label={t(`live.${state}Hint`)} multiline w={260}>
      <span className={classes.lamp} data-state={state} role="status">
        <span className={classes.dot} aria-hidden="true" />
        {t(`live.${state}`)}
      </span>
    </Tooltip>
  );
}
