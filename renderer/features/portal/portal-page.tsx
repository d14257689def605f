import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
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
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);

  // A new screen begins at its title, for the ear and the Tab key; a focus of its own is left alone.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <main id="content" className={classes.page}>
      {back !== undefined && (
        <Link to={back} className={classes.back}>
          <Icon name="back" />
          {t('actions.back')}
        </Link>
      )}
      <h1 ref={heading} className={classes.title} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      {format.isZoneForeign && <p className={classes.zone}>{t('shell.zone', { zone: format.timeZone })}</p>}
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
