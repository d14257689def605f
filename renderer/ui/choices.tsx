import { type ReactNode, useId } from 'react';
import classes from './choices.module.css';

export type Choice<T extends string> = {
  readonly value: T;
  readonly label: string;
  readonly hint?: ReactNode;
};
type Props<T extends string> = {
  readonly legend: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly error?: string | undefined;
  /** Side by side when there is room; otherwise one below the other. */
  readonly columns?: number;
};

/** One of a few: plain radio buttons that look like cards, so that thumb, keyboard and voice all know them. */
export function Choices<T extends string>(props: Props<T>) {
  const { legend, choices, value, onChange, error, columns = 1 } = props;
  const id = useId();
  return (
    <fieldset className={classes.set} aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend className={classes.legend}>{legend}</legend>
      <div className={classes.choices} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {choices.map((choice) => (
          <label key={choice.value} className={classes.choice}>
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span className={classes.words}>
              <span className={classes.label}>{choice.label}</span>
              {choice.hint !== undefined && <span className={classes.hint}>{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
