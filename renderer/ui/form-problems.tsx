import { useEffect, useRef } from 'react';
import type { FieldErrors, FieldValues, Path, UseFormSetFocus } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import classes from './form-problems.module.css';

type Props<T extends FieldValues> = {
  readonly errors: FieldErrors<T>;
  /** The fields in their order on screen, with their labels. */
  readonly labels: Partial<Record<Path<T>, string>>;
  readonly setFocus: UseFormSetFocus<T>;
  /** How often the form was sent: the summary takes the focus after each failed try. */
  readonly submitCount: number;
  /** A refusal that belongs to no field. */
  readonly problem?: string | undefined;
};

/** The summary above a form: what is wrong, each entry leading to its field. */
export function FormProblems<T extends FieldValues>(props: Props<T>) {
  const { errors, labels, setFocus, submitCount, problem } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const fields = (Object.entries(labels) as [Path<T>, string][]).flatMap(([name, label]) => {
    const message = errors[name]?.message;
    return typeof message === 'string' ? [{ name, label, message }] : [];
  });
  const hasProblem = problem !== undefined || fields.length > 0;

  useEffect(() => {
    // Only a new try moves the focus here, never a keystroke: without a problem there is no box.
    if (submitCount > 0) box.current?.focus();
  }, [submitCount, problem]);

  if (submitCount === 0 || !hasProblem) return null;
  return (
    <div ref={box} className={classes.box} role="alert" tabIndex={-1}>
      {problem !== undefined && <p>{problem}</p>}
      {fields.length > 0 && (
        <>
          <p>{t('form.summary', { count: fields.length })}</p>
          <ul>
            {fields.map(({ name, label, message }) => (
              <li key={name}>
                <button type="button" onClick={() => setFocus(name)}>
                  {label}: {message}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
