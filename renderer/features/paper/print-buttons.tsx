import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../lib/errors.ts';
import { fetchFile, keepFile } from '../../lib/keep-file.ts';
import { useSession } from '../../lib/session.ts';
import classes from './paper.module.css';

type Props = {
  /** Where the same paper is as a PDF. */
  readonly path: string;
  readonly fileName: string;
};

/** Onto paper, or into a file. */
export function PrintButtons({ path, fileName }: Props) {
  const { t } = useTranslation('paper');
  const session = useSession();
  const errorText = useErrorText();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  async function save(): Promise<void> {
    setSaving(true);
    setError(undefined);
    try {
      keepFile(await fetchFile(session, path), fileName);
    } catch (cause) {
      setError(cause);
    } finally {
      setSaving(false);
    }
  }
  return (
    <>
      {error !== undefined && (
        <span role="alert" className={classes.problem}>
          {errorText(error)}
        </span>
      )}
      <Button variant="default" loading={isSaving} onClick={() => void save()}>
        {t('save')}
      </Button>
      <Button onClick={() => window.print()}>{t('print')}</Button>
    </>
  );
}
