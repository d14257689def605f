import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../lib/errors.ts';
import classes from './booking.module.css';

type Props = {
  readonly series: { readonly error: unknown; readonly openCount: number };
  readonly isTried: boolean;
  /** What is not moved stays where it is; what is not booked is left out. */
  readonly isMove?: boolean;
};

/** What keeps a series from being saved: the clinic's no, or dates nobody has decided about. */
export function SeriesNotice({ series, isTried, isMove = false }: Props) {
  const { t } = useTranslation('booking');
  const errorText = useErrorText();
  const isOpen = isTried && series.openCount > 0;
  if (series.error === null && !isOpen) return null;
  return (
    <div className={classes.refusal} role="alert">
      <p>
        {isOpen
          ? t(isMove ? 'many.openMove' : 'many.open', { count: series.openCount })
          : errorText(series.error)}
      </p>
    </div>
  );
}
