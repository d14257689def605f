import type { AppointmentTypeId, RoomId, SpecializationId, UserId } from '../../../shared/ids.ts';
import type { DemoType, Specialization } from './clinic-shape.ts';
import type { DemoDoctor, DemoPatient } from './people.ts';

/** Everybody and everything a visit refers to; the lists about doctors are in the doctors' order. */
export type ClinicCast = {
  readonly doctors: readonly DemoDoctor[];
  readonly practices: readonly (readonly Specialization[])[];
  readonly specializationIds: ReadonlyMap<Specialization, SpecializationId>;
  readonly types: readonly (readonly DemoType[])[];
  readonly typeIds: ReadonlyMap<DemoType, AppointmentTypeId>;
  readonly treatmentRooms: readonly RoomId[];
  readonly patients: readonly DemoPatient[];
  readonly receptionists: readonly UserId[];
};
