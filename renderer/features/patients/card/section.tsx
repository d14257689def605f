import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../charts.module.css';
import own from './card.module.css';

type Props = {
  readonly title: string;
  /** Left out where one may only look. */
  readonly onEdit?: (() => void) | undefined;
  readonly children: ReactNode;
};

/** A named part of the card, and the way to change it. */
export function CardSection({ title, onEdit, children }: Props) {
  const { t } = useTranslation('card');
  return (
    <section className={classes.card} aria-label={title}>
      <div className={own.top}>
        <h2>{title}</h2>
        {onEdit !== undefined && (
          <Button variant="subtle" size="compact-sm" aria-label={`${t('edit')}: ${title}`} onClick={onEdit}>
            {t('edit')}
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}

export type Fact = readonly [label: string, value: string | null];

/** Label and value; what nobody has said is told apart from what is empty. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const { t } = useTranslation('card');
  return (
    <dl className={classes.contact}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className={own.pre} data-missing={value === null || undefined}>
            {value ?? t('unknown')}
          </dd>
        </div>
      ))}
    </dl>
  );
}
