import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../lib/errors.ts';
import { Icon, type IconName } from './icon.tsx';
import classes from './page-note.module.css';

type Props = {
  readonly icon?: IconName;
  readonly tone?: 'calm' | 'bad';
  readonly title: string;
  /** It is all there is on the page. */
  readonly isWholePage?: boolean;
  readonly hint?: ReactNode;
  /** What to do next. */
  readonly action?: ReactNode;
};

/** Stands where a list or a screen has nothing to show: says why, and what to do next. */
export function PageNote({
  icon = 'calendar',
  tone = 'calm',
  title,
  isWholePage = false,
  hint,
  action,
}: Props) {
  const Title = isWholePage ? 'h1' : 'p';
  return (
    <div className={classes.note} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={icon} size={28} />
      <Title className={classes.title}>{title}</Title>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {action}
    </div>
  );
}

/** A failed load, with its reason and another try. */
export function LoadFailed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <PageNote
      icon="alert"
      tone="bad"
      title={t('states.failed')}
      hint={errorText(error)}
      action={
        <Button variant="default" onClick={onRetry}>
          {t('actions.retry')}
        </Button>
      }
    />
  );
}
