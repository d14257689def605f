import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import classes from './visit-marks.module.css';

const RING = 'M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0';
const BROKEN_RING =
  'M6.9 2.6A5.5 5.5 0 0 1 9.1 2.6M11 3.4A5.5 5.5 0 0 1 12.6 5M13.4 6.9A5.5 5.5 0 0 1 13.4 9.1M12.6 11A5.5 5.5 0 0 1 11 12.6M9.1 13.4A5.5 5.5 0 0 1 6.9 13.4M5 12.6A5.5 5.5 0 0 1 3.4 11M2.6 9.1A5.5 5.5 0 0 1 2.6 6.9M3.4 5A5.5 5.5 0 0 1 5 3.4';

/**
 * A shape of its own for each status, so that none is told by colour alone. Drawn on 16 px, each as one
 * path: the board draws hundreds.
 */
const SHAPES = {
  booked: RING,
  confirmed: `${RING}M5.5 8.2l1.8 1.8 3.4-3.8`,
  arrived: 'M2.5 8h8M7.5 4.5 11 8l-3.5 3.5M13.5 2.5v11',
  checked_in: 'M4 2.5h8M4 13.5h8M5 2.5c0 3 3 4 3 5.5s-3 2.5-3 5.5M11 2.5c0 3-3 4-3 5.5s3 2.5 3 5.5',
  in_room: 'M3.5 14V2.5h9V14M2 14h12M9.8 8v.8',
  with_doctor:
    'M3.5 5a2 2 0 1 0 4 0 2 2 0 1 0-4 0M9.4 6a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M2 13c.3-3 1.5-4.2 3.5-4.2S8.7 10 9 13M10 9.8c2.3-.5 3.7.5 4 3.2',
  completed: 'm2.5 8.8 3.5 3.7 7.5-9',
  left: 'M6.5 3H3v10h3.5M7 8h7M11 5l3 3-3 3',
  no_show: `${BROKEN_RING}M8 5v3.5M8 10.8v.2`,
  cancelled: 'm4 4 8 8M12 4l-8 8',
  entered_in_error: 'M3 13 10.5 3l3 2.5L7 13H3ZM7 13h6.5',
} as const satisfies Record<AppointmentStatus, string>;

export function StatusIcon({
  status,
  size = 14,
}: {
  readonly status: AppointmentStatus;
  readonly size?: number;
}) {
  return (
    <svg className={classes.icon} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[status]} />
    </svg>
  );
}
