import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './settings.module.css';

type GroupProps = {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
};

/** Settings that belong together. */
export function SettingGroup({ title, hint, children }: GroupProps) {
  const id = useId();
  return (
    <section className={classes.group} aria-labelledby={id}>
      <h2 id={id} className={classes.groupTitle}>
        {title}
      </h2>
      {hint !== undefined && <p className={classes.lead}>{hint}</p>}
      {children}
    </section>
  );
}

type RowProps = {
  /** The id of the control, which the label is for. */
  readonly field: string;
  readonly label: string;
  readonly isChanged: boolean;
  /** What MedLink comes with, or what the setting means. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** One setting: what it is, the control, and what it is as it comes. */
export function SettingRow({ field, label, isChanged, aside, children }: RowProps) {
  const { t } = useTranslation('desk');
  return (
    <div className={classes.row}>
      <label htmlFor={field} className={classes.label}>
        {label}
        {isChanged && <span className={classes.changed}>{t('settings.changed')}</span>}
      </label>
      {children}
      <span className={classes.standard}>{aside}</span>
    </div>
  );
}
