import { useTranslation } from 'react-i18next';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import { isBlocking } from '../../../shared/domain/appointment-status.ts';
import { StatusIcon } from './status-icon.tsx';
import classes from './visit-marks.module.css';

/** A visit's status: colour, shape and word together. */
export function StatusMark({ status }: { readonly status: AppointmentStatus }) {
  const { t } = useTranslation();
  return (
    <span className={classes.status} style={{ color: statusInk(status) }}>
      <StatusIcon status={status} />
      {t(`status.${status}`)}
    </span>
  );
}

/** The colour of a status; those that end a visit share one. */
export function statusInk(status: AppointmentStatus): string {
  return `var(--ml-status-${isBlocking(status) ? status : 'ended'})`;
}
