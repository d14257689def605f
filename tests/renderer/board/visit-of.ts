import type { AppointmentDto, DayBoard, DayColumn } from '../../../shared/contracts/appointments.ts';
import type { AppointmentId, AppointmentTypeId, DoctorId, PatientId } from '../../../shared/ids.ts';

export const DAY = '2026-03-03';

/** A visit from `'10:00'` UTC, half an hour long, of doctor `ruiz`, unless told otherwise. */
export function visitOf(id: string, time: string, over: Partial<AppointmentDto> = {}): AppointmentDto {
  return {
    id: id as AppointmentId,
    version: 1,
    doctorId: 'ruiz' as DoctorId,
    patient: {
      id: `patient ${id}` as PatientId,
      chartNumber: 1001,
      givenName: 'Maria',
      familyName: 'Lopez',
      birthDate: '1980-04-12',
      sex: 'unknown',
      phone: null,
    },
    type: { id: 'check' as AppointmentTypeId, name: 'Check-up', color: 'teal' },
    room: null,
    startsAt: `${DAY}T${time}:00.000Z`,
    endsAt: `${DAY}T${time.replace(':00', ':30')}:00.000Z`,
    status: 'booked',
    statusSince: '2026-03-01T08:00:00.000Z',
    stepBack: null,
    arrivedAt: null,
    urgency: 'medium',
    reason: '',
    source: 'desk',
    isOverride: false,
    isFirstVisit: false,
    needsInterpreter: false,
    hasAllergyAlert: false,
    hasBalance: false,
    hasNote: false,
    cancel: null,
    series: null,
    can: { move: true, cancel: true, setStatus: true },
    ...over,
  };
}

export function columnOf(doctorId: string, ...appointments: AppointmentDto[]): DayColumn {
  return {
    doctorId: doctorId as DoctorId,
    doctorName: `Dr. ${doctorId}`,
    room: null,
    open: [{ start: `${DAY}T09:00:00.000Z`, end: `${DAY}T17:00:00.000Z` }],
    blocked: [],
    appointments,
  };
}

export function boardOf(...columns: DayColumn[]): DayBoard {
  return {
    day: DAY,
    timeZone: 'UTC',
    serverTime: `${DAY}T08:00:00.000Z`,
    isClosure: false,
    columns,
    pendingRequestCount: 0,
  };
}
