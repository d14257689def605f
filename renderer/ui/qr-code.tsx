import { useMemo } from 'react';
import { encode } from 'uqr';
import classes from './qr-code.module.css';

type Props = {
  readonly text: string;
  readonly label: string;
  /** As wide as it takes on paper; else as a phone's camera likes it on a screen. */
  readonly isSmall?: boolean;
};

/** Drawn as one path, dark on light in both schemes: a phone's camera wants it so. */
export function QrCode({ text, label, isSmall = false }: Props) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      className={classes.qr}
      data-small={isSmall || undefined}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function drawn(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { border: 3 });
  const dots = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dots.join('') };
}
