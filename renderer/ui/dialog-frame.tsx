import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './desk-dialog.module.css';
import { useEscape } from './use-escape.ts';

type Props = {
  readonly title: ReactNode;
  readonly size: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly isFocusReturned?: boolean;
  readonly children: ReactNode;
};

/** A dialog that is there within the key press that asks for it. Its head is no landmark of the page. */
export function DialogFrame({ title, size, isOpen, onClose, isFocusReturned = true, children }: Props) {
  const { t } = useTranslation();
  useEscape(isOpen, onClose);
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      closeOnEscape={false}
      size={size}
      yOffset="6vh"
      // The desk's page never scrolls, its parts do: to lock it would cost a restyling of a whole crowded day.
      lockScroll={false}
      returnFocus={isFocusReturned}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content>
        <Modal.Header role="none">
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('actions.close')} />
        </Modal.Header>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
