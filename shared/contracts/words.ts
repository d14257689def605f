import { z } from 'zod';
import { APPOINTMENT_STATUSES, CANCEL_CODES, PATIENT_CANCEL_CODES } from '../domain/appointment-status.ts';
import { DAY_PARTS } from '../domain/clinic-settings.ts';
import { REQUEST_STATUSES } from '../domain/request-status.ts';
import { ROLES, STAFF_ROLES } from '../domain/roles.ts';
import { URGENCIES } from '../domain/urgency.ts';

// The domain's closed lists as zod checks them. The rules themselves need no zod.

export const AppointmentStatus = z.enum(APPOINTMENT_STATUSES);
export const CancelCode = z.enum(CANCEL_CODES);
/** The reasons a patient may give. */
export const PatientCancelCode = z.enum(PATIENT_CANCEL_CODES);
export const DayPart = z.enum(DAY_PARTS);
export const RequestStatus = z.enum(REQUEST_STATUSES);
export const Role = z.enum(ROLES);
export const StaffRole = z.enum(STAFF_ROLES);
export const Urgency = z.enum(URGENCIES);
