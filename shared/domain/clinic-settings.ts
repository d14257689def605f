import { CHECK_IN_ITEMS } from './check-in.ts';
import type { ClinicSettings } from '../contracts/clinic-settings.ts';

export type { ClinicSettings };

export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

export const DEFAULT_SETTINGS = {
  clinicName: 'MedLink clinic',
  accent: null,
  timeZone: 'UTC',
  language: 'en',
  dayParts: {
    morning: { start: '09:00', end: '12:00' },
    afternoon: { start: '12:00', end: '17:00' },
    evening: { start: '17:00', end: '20:00' },
  },
  staffGridMin: 5,
  patientGridMin: 15,
  noticeMin: 60,
  horizonDays: 90,
  lateCancelHours: 24,
  waitlistOfferMin: 30,
  waitAlertMin: { arrived: 10, checked_in: 20, in_room: 15, with_doctor: 60, total: 40 },
  statusColors: {},
  lateAlertMin: 10,
  noShowGraceMin: 15,
  isRoomCleaningNoted: true,
  checkInItems: [...CHECK_IN_ITEMS],
  isOverbookingAllowed: false,
} satisfies ClinicSettings;
