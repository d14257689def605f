import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './week-grid.module.css';
import { clockText, type Span, spansText, type WeekSpans, withoutSpan, withSpan } from './week-hours.ts';

type Props = {
  readonly week: WeekSpans;
  /** A Monday, for the names of the days. */
  readonly days: readonly string[];
  readonly onChange: (week: WeekSpans) => void;
};
type Stroke = {
  readonly day: number;
  readonly start: number;
  readonly end: number;
  readonly isAdding: boolean;
};

const FIRST_HOUR = 6;
const LAST_HOUR = 22;
const HOURS = Array.from({ length: LAST_HOUR - FIRST_HOUR }, (_, index) => FIRST_HOUR + index);
const DRAWN_MIN = 15;
const TOTAL_MIN = (LAST_HOUR - FIRST_HOUR) * 60;

/**
 * A week drawn with the mouse: a stroke over free time adds hours, one that begins on hours takes them away. Who
 * has no mouse types them beside it; what lies earlier or later than it shows is only typed.
 */
export function WeekGrid({ week, days, onChange }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const [stroke, setStroke] = useState<Stroke>();
  function finish() {
    if (stroke !== undefined) onChange(drawn(week, stroke));
    setStroke(undefined);
  }
  const shown = stroke === undefined ? week : drawn(week, stroke);
  return (
    <div className={classes.grid} aria-hidden="true" data-drawing={stroke !== undefined || undefined}>
      <div className={classes.hours}>
        {HOURS.map((hour) => (
          <span key={hour} style={{ insetBlockStart: `${partOf(hour * 60)}%` }}>
            {clockText(hour * 60)}
          </span>
        ))}
      </div>
      {days.map((day, index) => (
        <div key={day} className={classes.day}>
          <span className={classes.dayName}>{format.weekdayShort(day)}</span>
          <div
            className={classes.column}
            title={t('draw')}
            onPointerDown={(event) => {
              if (event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              const start = minuteAt(event);
              const isAdding = !(week[index] ?? []).some(({ from, to }) => from <= start && start < to);
              setStroke({ day: index, start, end: start + DRAWN_MIN, isAdding });
            }}
            onPointerMove={(event) => {
              if (stroke === undefined) return;
              const end = minuteAt(event);
              setStroke({ ...stroke, end: end < stroke.start ? end : end + DRAWN_MIN });
            }}
            onPointerUp={finish}
            onPointerCancel={() => setStroke(undefined)}
          >
            {(shown[index] ?? []).flatMap(visible).map((span) => (
              <div
                key={span.from}
                className={classes.span}
                style={{
                  insetBlockStart: `${partOf(span.from)}%`,
                  blockSize: `${((span.to - span.from) / TOTAL_MIN) * 100}%`,
                }}
              >
                {spansText([span])}
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function drawn(week: WeekSpans, { day, start, end, isAdding }: Stroke): WeekSpans {
  const stroke: Span = end > start ? { from: start, to: end } : { from: end, to: start + DRAWN_MIN };
  return week.map((spans, index) =>
    index !== day ? spans : isAdding ? withSpan(spans, stroke) : withoutSpan(spans, stroke),
  );
}

function partOf(minute: number): number {
  return ((minute - FIRST_HOUR * 60) / TOTAL_MIN) * 100;
}

function visible({ from, to }: Span): Span[] {
  const span = { from: Math.max(from, FIRST_HOUR * 60), to: Math.min(to, LAST_HOUR * 60) };
  return span.from < span.to ? [span] : [];
}

function minuteAt(event: React.PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  const part = Math.min(Math.max((event.clientY - box.top) / box.height, 0), 0.9999);
  return FIRST_HOUR * 60 + Math.floor((part * TOTAL_MIN) / DRAWN_MIN) * DRAWN_MIN;
}
