import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { useSaving } from './use-saving.ts';

type Props = {
  readonly title: string;
  readonly size?: number;
  readonly saving: ReturnType<typeof useSaving>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form of the set-up: what has no field of its own is said above the buttons. */
export function SaveDialog({ title, size = 560, saving, onClose, children }: Props) {
  const { t } = useTranslation('common');
  return (
    <DeskDialog
      title={title}
      size={size}
      onClose={onClose}
      onSubmit={() => void saving.run()}
      notice={saving.elsewhere !== undefined && <Notice tone="bad">{saving.elsewhere}</Notice>}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={saving.isRunning}>
            {t('actions.save')}
          </Button>
        </>
      }
    >
      {children}
    </DeskDialog>
  );
}
