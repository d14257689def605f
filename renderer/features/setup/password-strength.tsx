import { type Control, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { SetupForm } from './setup-schema.ts';
import classes from './setup-screen.module.css';

type Props = { readonly control: Control<SetupForm>; readonly atLeast: number };

/** How many characters are still missing, while they are typed. */
export function PasswordStrength({ control, atLeast }: Props) {
  const { t } = useTranslation('setup');
  const { length } = useWatch({ control, name: 'adminPassword' });
  const missing = Math.max(0, atLeast - length);
  return (
    <div className={classes.strength} data-enough={missing === 0 || undefined}>
      <span className={classes.bar} aria-hidden="true">
        <span style={{ inlineSize: `${(Math.min(length, atLeast) / atLeast) * 100}%` }} />
      </span>
      <span aria-live="polite">
        {length === 0 ? '' : missing > 0 ? t('passwordLength', { count: missing }) : t('passwordEnough')}
      </span>
    </div>
  );
}
