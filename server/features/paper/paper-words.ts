import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';

/** What stands on paper the clinic's own computer makes. The screens' words are the reader's, these the clinic's. */
export const PAPER_WORDS = {
  daySheet: 'Day sheet',
  madeAt: (time: string) => `As of ${time}`,
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  columns: {
    time: 'Time',
    patient: 'Patient',
    birth: 'Born',
    chart: 'Chart',
    phone: 'Phone',
    type: 'Visit',
    room: 'Room',
    status: 'Status',
    notes: 'To note',
  },
  free: 'free',
  break: 'break',
  time_off: 'away',
  closed: 'The clinic is closed on this day.',
  nobody: 'Nobody works on this day.',
  noHours: 'No hours and no visits.',
  visits: (count: number) => (count === 1 ? '1 visit' : `${count} visits`),
  flags: {
    first: 'first visit',
    interpreter: 'interpreter',
    override: 'overbooked',
    urgent: 'urgent',
    emergency: 'EMERGENCY',
    note: 'desk has a note',
  },
  status: {
    booked: 'Booked',
    confirmed: 'Confirmed',
    arrived: 'Arrived',
    checked_in: 'Ready',
    in_room: 'In room',
    with_doctor: 'With doctor',
    completed: 'Done',
    left: 'Left',
    no_show: 'No-show',
    cancelled: 'Cancelled',
    entered_in_error: 'Error',
  } satisfies Record<AppointmentStatus, string>,
  routingSlip: 'Routing slip',
  stations: ['Reception', 'Doctor', 'Laboratory', 'Imaging', 'Payment', 'Next appointment'],
  station: { name: 'Station', done: 'Done', by: 'By, at' },
  appointmentCard: 'Your appointment',
  with: (doctor: string) => `with ${doctor}`,
  room: (room: string) => `Room: ${room}`,
  cancelBy: (hours: number) =>
    hours === 0
      ? 'If you cannot come, please tell us.'
      : `If you cannot come, please tell us at least ${hours} hours before.`,
  born: (day: string) => `born ${day}`,
  chart: (number: number) => `chart ${number}`,
} as const;
