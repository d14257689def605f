import type { Attendance } from '../../../shared/contracts/attendance.ts';
import type { PatientDto } from '../../../shared/contracts/patients.ts';
import type { ClinicalDto, OwnProfileDto, PatientProfileDto } from '../../../shared/contracts/profiles.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import { allergyAlertOf } from '../../../shared/domain/profile-words.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AssignedRow, GuardianRow, IdCheckRow, ProfileRow } from './profiles.repo.ts';

/** All that is kept of a patient, as it was read in one transaction. */
export type WholeChart = {
  readonly chart: PatientDto;
  readonly mergedInto: PatientId | null;
  readonly profile: ProfileRow;
  readonly guardians: readonly GuardianRow[];
  readonly assigned: readonly AssignedRow[];
  readonly idCheck: IdCheckRow | undefined;
  readonly seenAtCheckIn: NonNullable<PatientProfileDto['seenAtCheckIn']>;
  readonly attendance: Attendance;
  readonly pictureId: string | null;
  /** The day at the clinic: on it a proxy's right may have ended. */
  readonly today: CivilDate;
};

export function toProfileDto(actor: Actor, whole: WholeChart): PatientProfileDto {
  const { chart, mergedInto, profile, idCheck, pictureId, attendance } = whole;
  const subject = { patientId: chart.id };
  const isOpen = mergedInto === null;
  return {
    ...chart,
    ...careOf(profile),
    guardians: whole.guardians.map((row) => toGuardian(row, whole.today)),
    assignedDoctors: whole.assigned.map(({ doctorId, doctorName: name, endsOn }) => ({
      doctorId,
      name,
      endsOn,
    })),
    allergyAlert: allergyAlertOf({ ...profile, hasNoAllergies: profile.hasNoAllergies === 1 }),
    idCheck:
      idCheck === undefined
        ? null
        : { at: idCheck.checkedAt, byName: idCheck.byName, document: idCheck.document },
    seenAtCheckIn: whole.seenAtCheckIn,
    pictureId,
    attendance,
    mergedInto,
    can: {
      edit: isOpen && chart.can.edit,
      // Whoever reads the chart as a doctor reads this part, too: one relation lets them do both.
      readClinical: mayEver(actor.role, 'patient.readClinical'),
      checkIdentity: isOpen && mayByItself(actor, 'patient.checkIdentity', subject),
      attachAccount: isOpen && !chart.hasAccount && mayByItself(actor, 'patient.attachAccount', subject),
    },
  };
}

export function toOwnProfileDto(actor: Actor, whole: WholeChart): OwnProfileDto {
  // What the desk counts and looks at is the clinic's own note.
  const own = { seenAtCheckIn: null, attendance: null };
  return { ...toProfileDto(actor, whole), ...clinicalOf(whole.profile), ...own };
}

export function toClinicalDto(whole: WholeChart, canEdit: boolean): ClinicalDto {
  const { chart, profile } = whole;
  return {
    patientId: chart.id,
    ...clinicalOf(profile),
    version: chart.version,
    can: { edit: canEdit && whole.mergedInto === null },
  };
}

export function careOf(row: ProfileRow) {
  const { emergencyName: name, emergencyPhone: phone, emergencyRelationship: relationship } = row;
  const { insuranceProvider: provider, insuranceNumber: number } = row;
  return {
    emergencyContact:
      name === null || phone === null || relationship === null ? null : { name, phone, relationship },
    insurance: provider === null || number === null ? null : { provider, number },
  };
}

export function clinicalOf(row: ProfileRow) {
  const { bloodType, allergies, conditions, medication } = row;
  return { bloodType, hasNoAllergies: row.hasNoAllergies === 1, allergies, conditions, medication };
}

export function toGuardian(row: GuardianRow, today: CivilDate) {
  const { kind, name, relationship, phone, endsOn } = row;
  return { kind, name, relationship, phone, endsOn, isCurrent: endsOn === null || endsOn >= today };
}
