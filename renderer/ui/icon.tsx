import type { ReactNode } from 'react';
import classes from './icon.module.css';

/** Our own few line icons on a 20 px raster; always beside a word or with a name on the control. */
const PATHS = {
  sun: (
    <>
      <circle cx="10" cy="10" r="3.5" />
      <path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.5 1.5M14.2 14.2l1.5 1.5M4.3 15.7l1.5-1.5M14.2 5.8l1.5-1.5" />
    </>
  ),
  moon: <path d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7Z" />,
  signOut: <path d="M8 3H4v14h4M12 6l4 4-4 4M16 10H8" />,
  calendar: (
    <>
      <rect x="3" y="4" width="14" height="13" rx="2" />
      <path d="M3 8h14M7 2v4M13 2v4" />
    </>
  ),
  clock: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6v4l3 2" />
    </>
  ),
  lock: (
    <>
      <rect x="4" y="9" width="12" height="8" rx="2" />
      <path d="M7 9V6.500a3 3 0 0 1 6 0V9" />
    </>
  ),
  key: (
    <>
      <circle cx="6.500" cy="13.500" r="3.500" />
      <path d="m9 11 7.500-7.500M13.500 6.500l2.500 2.500M11 9l1.500 1.500" />
    </>
  ),
  erase: <path d="M7 5h10v10H7l-5-5 5-5ZM10 8l4 4M14 8l-4 4" />,
  desktop: (
    <>
      <rect x="2.500" y="4" width="15" height="9" rx="1.500" />
      <path d="M7 17h6M10 13v4" />
    </>
  ),
  mobile: (
    <>
      <rect x="5.500" y="2.500" width="9" height="15" rx="2" />
      <path d="M9 15h2" />
    </>
  ),
  check: <path d="m4 10.5 4 4 8-9" />,
  cross: <path d="m5 5 10 10M15 5 5 15" />,
  back: <path d="m12 4-6 6 6 6" />,
  forward: <path d="m8 4 6 6-6 6" />,
  down: <path d="m5 8 5 5 5-5" />,
  alert: <path d="M10 3 2 17h16L10 3ZM10 8v4M10 14.5v.5" />,
  search: (
    <>
      <circle cx="9" cy="9" r="5.5" />
      <path d="m13 13 4 4" />
    </>
  ),
  person: (
    <>
      <circle cx="10" cy="6.5" r="3.5" />
      <path d="M3.5 17c.8-3.6 3.3-5 6.500-5s5.700 1.400 6.500 5" />
    </>
  ),
  pin: (
    <>
      <path d="M10 18s6-5.500 6-10A6 6 0 0 0 4 8c0 4.500 6 10 6 10Z" />
      <circle cx="10" cy="8" r="2" />
    </>
  ),
  message: <path d="M3 4h14v10H9l-4 3v-3H3V4Z" />,
  phone: (
    <path d="M5 3h3l1.500 4-2 1.500a9 9 0 0 0 4 4l1.500-2 4 1.500v3a1.500 1.500 0 0 1-1.500 1.500A13 13 0 0 1 3.500 4.500 1.500 1.500 0 0 1 5 3Z" />
  ),
  plus: <path d="M10 4v12M4 10h12" />,
  offline: (
    <path d="M3 3l14 14M6 12a6 6 0 0 1 3-1.600M3 9a10 10 0 0 1 3-2M17 9a10 10 0 0 0-7-2.800M10 16v.100" />
  ),
} as const satisfies Record<string, ReactNode>;
/** The desk's own, which a phone does not fetch. */
export type DeskIconName = 'away' | 'print' | 'door' | 'broom' | 'minus';
let deskPaths: Partial<Record<DeskIconName, ReactNode>> = {};
export function addDeskIcons(paths: Record<DeskIconName, ReactNode>): void {
  deskPaths = paths;
}

export type IconName = keyof typeof PATHS | DeskIconName;

/** They point along the text, and turn with it where it runs from right to left. */
const ALONG_TEXT: readonly IconName[] = ['back', 'forward', 'signOut', 'erase'];

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className={ALONG_TEXT.includes(name) ? classes.alongText : undefined}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {name in PATHS ? PATHS[name as keyof typeof PATHS] : deskPaths[name as DeskIconName]}
    </svg>
  );
}
