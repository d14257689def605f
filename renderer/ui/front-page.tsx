import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { SchemeToggle } from './scheme-toggle.tsx';
import classes from './front-page.module.css';

const LanguageChoice = lazy(() =>
  import('./language-choice.tsx').then((module) => ({ default: module.LanguageChoice })),
);

type Props = {
  readonly title: string;
  readonly lead: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
};

/** The one calm sheet before anybody is signed in. */
export function FrontPage({ title, lead, isWide = false, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.brand}>{t('appName')}</span>
        <span className={classes.space} />
        <Suspense>
          <LanguageChoice />
        </Suspense>
        <SchemeToggle />
      </header>
      <main id="content" className={classes.sheet} data-wide={isWide || undefined}>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        {children}
      </main>
    </div>
  );
}
