import { useId } from 'react';
import classes from './choices.module.css';

type Props = {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly error?: string | undefined;
};

/** One sentence to agree to: a plain check box that looks like the cards of `Choices`. */
export function AgreeCard({ label, isChecked, onChange, error }: Props) {
  const id = useId();
  return (
    <div>
      <label className={classes.choice}>
        <input
          type="checkbox"
          checked={isChecked}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={error === undefined ? undefined : id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span className={classes.label}>{label}</span>
      </label>
      {error !== undefined && (
        <p id={id} className={classes.error}>
          {error}
        </p>
      )}
    </div>
  );
}
