import type { ReactNode } from 'react';
import { addDeskIcons, type DeskIconName } from './icon.tsx';

/** On the same raster as the others. */
const DESK_PATHS = {
  broom: <path d="M13 3l-4 7M6 10h7l1.500 7h-10L6 10ZM8.500 17v-3M11.500 17v-3" />,
  door: <path d="M5 17V3h10v14M3 17h14M12 10v.100" />,
  print: (
    <>
      <path d="M6 7V3h8v4M6 14H3V8h14v6h-3" />
      <path d="M6 12h8v5H6z" />
    </>
  ),
  away: (
    <>
      <circle cx="8" cy="6" r="3" />
      <path d="M2.500 17a5.500 5.500 0 0 1 9-4.200M13 12l5 5M18 12l-5 5" />
    </>
  ),
  minus: <path d="M4 10h12" />,
} as const satisfies Record<DeskIconName, ReactNode>;

/** Before the first screen of the desk is drawn. */
export function bringDeskIcons(): void {
  addDeskIcons(DESK_PATHS);
}
