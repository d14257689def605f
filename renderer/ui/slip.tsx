import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/copy-text.ts';
import { DeskDialog } from './desk-dialog.tsx';
import classes from './slip.module.css';

type Props = {
  readonly title: string;
  /** Whose it is. */
  readonly name: string;
  /** A short code, or a link. */
  readonly code: string;
  /** What to do with it. */
  readonly children: ReactNode;
  /** Told rather than printed: Enter closes it. */
  readonly isPrintedRarely?: boolean;
  /** What the button that copies is called, and what is said once it has; left out, the code is to be read. */
  readonly copying?: { readonly copy: string; readonly copied: string };
  readonly onClose: () => void;
};

/** Something that is shown once and handed over on paper: printing prints the slip and nothing else. */
export function Slip({ title, name, code, children, isPrintedRarely = false, copying, onClose }: Props) {
  const { t } = useTranslation();
  const print = () => window.print();
  async function copy(): Promise<void> {
    await copyText(code);
    notifications.show({ message: copying?.copied });
  }
  return (
    <DeskDialog
      title={title}
      size={520}
      onClose={onClose}
      onSubmit={isPrintedRarely ? onClose : print}
      footer={
        <>
          {copying !== undefined && (
            <Button variant="default" onClick={() => void copy()}>
              {copying.copy}
            </Button>
          )}
          <Button variant="default" onClick={isPrintedRarely ? print : onClose}>
            {t(isPrintedRarely ? 'actions.print' : 'actions.done')}
          </Button>
          <Button type="submit" data-autofocus>
            {t(isPrintedRarely ? 'actions.done' : 'actions.print')}
          </Button>
        </>
      }
    >
      <div className={classes.slip}>
        <p className={classes.name}>{name}</p>
        <code className={classes.code} data-long={code.length > 16 || undefined}>
          {code}
        </code>
        <p className={classes.words}>{children}</p>
      </div>
    </DeskDialog>
  );
}
