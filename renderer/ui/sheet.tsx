import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './sheet.module.css';

type Props = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Slides up from the lower edge, where the thumb is. */
export function Sheet({ title, isOpen, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={title}
      position="bottom"
      size="auto"
      radius="lg"
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': t('actions.close'), size: 44 }}
      classNames={{
        content: classes.content,
        title: classes.title,
        body: classes.body,
        header: classes.header,
      }}
    >
      {children}
    </Drawer>
  );
}
