import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import classes from './portal-page.module.css';

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Where the arrow leads; left out on the start page. */
  readonly back?: '/' | '/new';
  readonly children: ReactNode;
};

/** One screen of the phone: where it leads back to, what it is, and its content. */
export function PortalPage({ title, lead, back, children }: Props) {
  const { t } = useTranslation();
  return (
    <main id="content" className={classes.page}>
      {back !== undefined && (
        <Link to={back} className={classes.back}>
          <Icon name="back" />
          {t('actions.back')}
        </Link>
      )}
      <h1 className={classes.title}>{title}</h1>
      {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      {children}
    </main>
  );
}

/** A named part of a screen. */
export function PortalSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{title}</h2>
      {children}
    </section>
  );
}
