import { useTranslation } from 'react-i18next';
import { URGENCY_RANK, type Urgency } from '../../../shared/domain/urgency.ts';
import classes from './visit-marks.module.css';

/** Bars by rank and the word: told apart without colour. */
export function UrgencyMark({ urgency }: { readonly urgency: Urgency }) {
  const { t } = useTranslation();
  return (
    <span className={classes.urgency} style={{ color: `var(--ml-urgency-${urgency})` }}>
      <UrgencyBars urgency={urgency} />
      {t(`urgency.${urgency}`)}
    </span>
  );
}

/** Only the bars; the word has to stand beside it or in what is spoken. */
export function UrgencyBars({ urgency }: { readonly urgency: Urgency }) {
  const rank = URGENCY_RANK[urgency];
  return (
    <svg
      width="14"
      height="12"
      viewBox="0 0 14 12"
      aria-hidden="true"
      focusable="false"
      style={{ color: `var(--ml-urgency-${urgency})` }}
    >
      {[1, 2, 3, 4].map((bar) => (
        <rect
          key={bar}
          x={bar * 3.4 - 3}
          y={12 - bar * 3}
          width="2.4"
          height={bar * 3}
          rx="0.6"
          fill="currentColor"
          opacity={bar <= rank ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}
