import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnWay } from '../lib/own-way.ts';
import { rememberAct } from '../lib/undo-order.ts';
import classes from './act-toast.module.css';

const SHOWN_MS = 8_000;

/** Each has an id of its own: the library takes no notice of one it is still hiding. */
let shown = 0;
const toastId = () => `act-${shown}`;

type Options = {
  readonly isBad?: boolean;
  /** The way back, where there is one. */
  readonly undo?: (() => void) | undefined;
  /** The clinic keeps no step of it: the key that undoes comes to `undo`, too. */
  readonly isOwn?: boolean;
  /** How it goes back once the page has been loaded anew, where ids are enough to say it. */
  readonly way?: OwnWay;
};
export type SayAct = (message: ReactNode, options?: Options) => void;

/** What was just done to a visit, or was not, in one place: the next act's words take it. */
export function useActToast(): SayAct {
  const { t } = useTranslation('desk');
  return useMemo(
    () =>
      (message, { isBad = false, undo, isOwn = false, way } = {}) => {
        notifications.hide(toastId());
        shown += 1;
        const id = toastId();
        const takeBack = () => {
          notifications.hide(id);
          undo?.();
        };
        const forget = undo && rememberAct(isOwn ? takeBack : undefined, way);
        const content = (
          <span className={classes.toast}>
            {message}
            {undo !== undefined && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-keyshortcuts="Control+Z"
                onClick={() => {
                  forget?.();
                  takeBack();
                }}
              >
                {t('undo')}
              </Button>
            )}
          </span>
        );
        notifications.show({ id, message: content, autoClose: SHOWN_MS, ...(isBad && { color: 'red' }) });
      },
    [t],
  );
}
