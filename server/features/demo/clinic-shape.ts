import type { TypeColor } from '../../../shared/contracts/clinic.ts';

export const SPECIALIZATIONS = [
  'General practice',
  'Pediatrics',
  'Cardiology',
  'Dermatology',
  'Orthopedics',
  'Gynecology',
  'Neurology',
  'Ear, nose and throat',
] as const;
export type Specialization = (typeof SPECIALIZATIONS)[number];

/** What the first twelve doctors practise; more doctors start again from the top. */
export const PRACTICES: readonly (readonly Specialization[])[] = [
  ['General practice'],
  ['General practice'],
  ['Pediatrics'],
  ['Dermatology'],
  ['Gynecology'],
  ['Orthopedics'],
  ['Cardiology', 'General practice'],
  ['Ear, nose and throat'],
  ['Pediatrics', 'General practice'],
  ['Neurology'],
  ['Cardiology'],
  ['General practice'],
];

type Span = readonly [start: string, end: string];
export type WeekPattern = readonly {
  readonly days: readonly number[];
  readonly open: readonly Span[];
  readonly breaks?: readonly Span[];
}[];

const WORKDAYS = [1, 2, 3, 4, 5];

/** Full weeks, halves, evenings and Saturdays: 1 is Monday. */
const WEEKS: readonly WeekPattern[] = [
  [{ days: WORKDAYS, open: [['08:30', '17:00']], breaks: [['12:30', '13:15']] }],
  [{ days: WORKDAYS, open: [['08:00', '16:00']], breaks: [['12:00', '12:30']] }],
  [
    { days: [1, 2, 4], open: [['09:00', '18:00']], breaks: [['13:00', '14:00']] },
    { days: [3, 5], open: [['09:00', '13:00']] },
  ],
  [{ days: [1, 2, 3], open: [['08:00', '13:30']], breaks: [['10:30', '10:45']] }],
  [{ days: [1, 2, 3, 4, 5], open: [['11:30', '20:00']], breaks: [['15:30', '16:15']] }],
  [{ days: WORKDAYS, open: [['07:30', '15:30']], breaks: [['11:30', '12:00']] }],
  [{ days: [1, 3, 5], open: [['10:00', '19:00']], breaks: [['13:30', '14:30']] }],
  [
    { days: [2, 3, 4], open: [['08:00', '17:00']], breaks: [['12:00', '13:00']] },
    { days: [6], open: [['09:00', '13:00']] },
  ],
  [
    {
      days: WORKDAYS,
      open: [
        ['08:00', '12:00'],
        ['14:00', '18:00'],
      ],
    },
  ],
  [{ days: [1, 3, 4, 5], open: [['09:00', '17:00']], breaks: [['12:45', '13:30']] }],
  [{ days: [1, 2, 3, 4], open: [['08:00', '17:30']], breaks: [['12:30', '13:30']] }],
  [
    { days: [1, 2], open: [['13:00', '20:00']], breaks: [['16:30', '16:45']] },
    { days: [4, 5], open: [['08:00', '12:30']] },
    { days: [6], open: [['09:00', '13:00']] },
  ],
];

/** Beyond the first twelve, whole weeks: a large clinic of fifty sees about 600 people on a weekday. */
const FULL_WEEKS = [0, 1, 5, 8, 4];

export function weekOf(doctorIndex: number): WeekPattern {
  const at = doctorIndex < WEEKS.length ? doctorIndex : (FULL_WEEKS[doctorIndex % FULL_WEEKS.length] ?? 0);
  return WEEKS[at] ?? [];
}

export type DemoType = {
  readonly name: string;
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  readonly color: TypeColor;
  readonly isOnline: boolean;
  /** How often it is booked, beside the others. */
  readonly weight: number;
  /** Offered by doctors of these; by all when missing. */
  readonly practices?: readonly Specialization[];
  /** Where it takes place when not in the doctor's own room. */
  readonly place?: 'treatment' | 'video';
};

const type = (
  name: string,
  durationMin: number,
  rest: Pick<DemoType, 'color' | 'weight'> & Partial<DemoType>,
): DemoType => ({ name, durationMin, bufferBeforeMin: 0, bufferAfterMin: 0, isOnline: false, ...rest });

export const TYPES: readonly DemoType[] = [
  type('Consultation', 20, { color: 'teal', isOnline: true, weight: 44 }),
  type('Follow-up', 15, { color: 'blue', isOnline: true, weight: 24 }),
  type('New patient', 40, { color: 'violet', isOnline: true, weight: 5 }),
  type('Procedure', 60, {
    color: 'rose',
    weight: 7,
    bufferBeforeMin: 10,
    bufferAfterMin: 15,
    practices: ['Dermatology', 'Orthopedics', 'Cardiology', 'Ear, nose and throat'],
    place: 'treatment',
  }),
  type('Vaccination', 10, {
    color: 'green',
    isOnline: true,
    weight: 12,
    practices: ['General practice', 'Pediatrics'],
  }),
  type('Video visit', 20, {
    color: 'cyan',
    isOnline: true,
    weight: 7,
    practices: ['General practice', 'Dermatology', 'Neurology'],
    place: 'video',
  }),
  type('Check-up', 45, {
    color: 'amber',
    weight: 6,
    bufferAfterMin: 5,
    practices: ['General practice', 'Cardiology', 'Pediatrics', 'Gynecology'],
  }),
  type('Ultrasound', 30, {
    color: 'slate',
    weight: 6,
    bufferAfterMin: 5,
    practices: ['Cardiology', 'Gynecology', 'Orthopedics'],
  }),
];

export const NEW_PATIENT = 'New patient';

export const REASONS: Readonly<Record<Specialization, readonly string[]>> = {
  'General practice': [
    'Persistent cough',
    'Blood pressure check',
    'Back pain',
    'Repeat prescription',
    'Travel advice',
    'Tired for weeks',
    'Results of blood test',
  ],
  Pediatrics: ['Fever since yesterday', 'Ear ache', 'School certificate', 'Growth check', 'Rash on arms'],
  Cardiology: ['Palpitations', 'ECG follow-up', 'Short of breath on stairs', 'Medication review'],
  Dermatology: ['Mole check', 'Eczema', 'Itching', 'Removal of a wart'],
  Orthopedics: ['Knee pain', 'Shoulder stiffness', 'Check after fracture', 'Heel pain'],
  Gynecology: ['Yearly check', 'Pregnancy week 20', 'Contraception advice', 'Smear test'],
  Neurology: ['Migraine', 'Dizziness', 'Numb fingers', 'Sleep problems'],
  'Ear, nose and throat': ['Hearing test', 'Sinus pain', 'Hoarse voice', 'Ringing in the ear'],
};
