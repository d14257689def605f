import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
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
  readonly onClose: () => void;
};

/** Something that is shown once and handed over on paper: printing prints the slip and nothing else. */
export function Slip({ title, name, code, children, isPrintedRarely = false, onClose }: Props) {
  const { t } = useTranslation();
  const print = () => window.print();
  return (
    <DeskDialog
      title={title}
      size={520}
      onClose={onClose}
      onSubmit={isPrintedRarely ? onClose : print}
      footer={
        <>
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
