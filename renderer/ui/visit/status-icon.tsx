import type { ReactNode } from 'react';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';

/** A shape of its own for each status, so that none is told by colour alone. Drawn on 16 px. */
const SHAPES = {
  booked: <circle cx="8" cy="8" r="5.5" />,
  confirmed: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m5.5 8.2 1.8 1.8 3.4-3.8" />
    </>
  ),
  arrived: <path d="M2.5 8h8M7.5 4.5 11 8l-3.5 3.5M13.5 2.5v11" />,
  checked_in: (
    <>
      <path d="M4 2.5h8M4 13.5h8M5 2.5c0 3 3 4 3 5.5s-3 2.5-3 5.5M11 2.5c0 3-3 4-3 5.5s3 2.5 3 5.5" />
    </>
  ),
  in_room: <path d="M3.5 14V2.5h9V14M2 14h12M9.8 8v.8" />,
  with_doctor: (
    <>
      <circle cx="5.5" cy="5" r="2" />
      <circle cx="11" cy="6" r="1.6" />
      <path d="M2 13c.3-3 1.5-4.2 3.5-4.2S8.7 10 9 13M10 9.8c2.3-.5 3.7.5 4 3.2" />
    </>
  ),
  completed: <path d="m2.5 8.8 3.5 3.7 7.5-9" />,
  left: <path d="M6.5 3H3v10h3.5M7 8h7M11 5l3 3-3 3" />,
  no_show: (
    <>
      <circle cx="8" cy="8" r="5.5" strokeDasharray="2.2 2.2" />
      <path d="M8 5v3.5M8 10.8v.2" />
    </>
  ),
  cancelled: <path d="m4 4 8 8M12 4l-8 8" />,
  entered_in_error: <path d="M3 13 10.5 3l3 2.5L7 13H3ZM7 13h6.5" />,
} as const satisfies Record<AppointmentStatus, ReactNode>;

export function StatusIcon({
  status,
  size = 14,
}: {
  readonly status: AppointmentStatus;
  readonly size?: number;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[status]}
    </svg>
  );
}
