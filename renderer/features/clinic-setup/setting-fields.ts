import type { ClinicSettings } from '../../../shared/contracts/clinic-settings.ts';

export type NumberField = {
  [Field in keyof ClinicSettings]: ClinicSettings[Field] extends number ? Field : never;
}[keyof ClinicSettings];

export type Unit = 'minutes' | 'hours' | 'days';
export type NumberSetting = {
  readonly field: NumberField;
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
};

/** The numbers of the clinic, by what they are about, with the bounds the server holds to. */
export const NUMBER_SETTINGS = {
  booking: [
    { field: 'noticeMin', unit: 'minutes', min: 0, max: 43_200 },
    { field: 'horizonDays', unit: 'days', min: 1, max: 730 },
  ],
  late: [
    { field: 'lateCancelHours', unit: 'hours', min: 0, max: 336 },
    { field: 'lateAlertMin', unit: 'minutes', min: 1, max: 480 },
    { field: 'noShowGraceMin', unit: 'minutes', min: 0, max: 240 },
    { field: 'waitlistOfferMin', unit: 'minutes', min: 5, max: 1440 },
  ],
} as const satisfies Record<string, readonly NumberSetting[]>;

export const GRIDS = [5, 10, 15, 20, 30, 60] as const;
export const GRID_FIELDS = ['staffGridMin', 'patientGridMin'] as const;
export const WAITS = ['arrived', 'checked_in', 'in_room', 'with_doctor', 'total'] as const;

/** The chosen settings that differ from those in force. */
export function changesOf(chosen: Partial<ClinicSettings>, inForce: ClinicSettings): Partial<ClinicSettings> {
  const fields = Object.keys(chosen) as (keyof ClinicSettings)[];
  const isChanged = (field: keyof ClinicSettings) =>
    JSON.stringify(chosen[field]) !== JSON.stringify(inForce[field]);
  return Object.fromEntries(fields.filter(isChanged).map((field) => [field, chosen[field]]));
}
