import type {
  AppointmentTypeDto,
  AppointmentTypePage,
  ClinicOverview,
  DoctorDto,
  DoctorPage,
  ListAppointmentTypes,
  ListDoctors,
  ListSpecializations,
  SpecializationPage,
} from '../../../shared/contracts/clinic.ts';
import { AppError, denied } from '../../../shared/errors.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';

/** All that the screens need to know of the clinic's shape; a patient's part holds what can be booked. */
export function overviewOf(
  snapshot: ClinicSnapshot,
  actor: Actor,
  networkAddress: string | null,
): ClinicOverview {
  const { settings, revision, specializations, rooms } = snapshot;
  return {
    settings,
    revision,
    networkAddress,
    specializations: [...specializations],
    rooms: [...rooms.values()],
    doctors: doctorsFor(snapshot, actor),
    types: typesFor(snapshot, actor),
  };
}

export function listDoctors(snapshot: ClinicSnapshot, actor: Actor, input: ListDoctors): DoctorPage {
  const wanted = input.query?.toLowerCase() ?? '';
  const matching = doctorsFor(snapshot, actor).filter(
    (doctor) =>
      doctor.name.toLowerCase().includes(wanted) &&
      (input.specializationId === undefined ||
        doctor.specializations.some(({ id }) => id === input.specializationId)),
  );
  return pageByName(matching, input);
}

export function getDoctor(snapshot: ClinicSnapshot, actor: Actor, id: DoctorId): DoctorDto {
  const doctor = doctorsFor(snapshot, actor).find((known) => known.id === id);
  if (doctor !== undefined) return doctor;
  // One who has left, for those who are told of the present ones alone.
  throw snapshot.doctors.has(id)
    ? denied('not_found', { objectType: 'doctor', objectId: id })
    : new AppError('not_found');
}

export function listTypes(
  snapshot: ClinicSnapshot,
  actor: Actor,
  input: ListAppointmentTypes,
): AppointmentTypePage {
  const { doctorId } = input;
  const offered = typesFor(snapshot, actor).filter(
    (type) => doctorId === undefined || type.doctorIds.includes(doctorId),
  );
  return pageByName(offered, input);
}

export function listSpecializations(
  snapshot: ClinicSnapshot,
  input: ListSpecializations,
): SpecializationPage {
  return pageByName(snapshot.specializations, input);
}

function doctorsFor(snapshot: ClinicSnapshot, actor: Actor): DoctorDto[] {
  const seesAll = mayByItself(actor, 'clinic.readInactive', {});
  return [...snapshot.doctors.values()].filter((doctor) => doctor.isActive || seesAll);
}

function typesFor(snapshot: ClinicSnapshot, actor: Actor): AppointmentTypeDto[] {
  const seesAll = mayByItself(actor, 'clinic.readInactive', {});
  return [...snapshot.types.values()].filter((type) => type.isActive || seesAll);
}

type Named = { readonly id: string; readonly name: string };

/** A page of what the snapshot holds, in order of name and then id. */
function pageByName<T extends Named>(all: readonly T[], page: { cursor?: string; limit: number }) {
  const [name = '', id = ''] = page.cursor === undefined ? [] : decodeCursor(page.cursor, 2);
  const after = { name, id };
  const rest = all.filter((item) => page.cursor === undefined || byName(after, item) < 0).sort(byName);
  return toPage(rest.slice(0, page.limit + 1), page.limit, {
    item: (item) => item,
    keys: (item) => [item.name, item.id],
  });
}

function byName(a: Named, b: Named): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
