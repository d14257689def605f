import type { z } from 'zod';
import type { OwnWaitlistOfferDto, WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import { DayPart } from '../../../shared/contracts/words.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { isStillWaiting } from '../../../shared/domain/waitlist-order.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { presentPatient } from '../patients/patient-head.ts';
import type { InviteRow } from './offers.repo.ts';
import type { EntryRow } from './waitlist.repo.ts';

export function presentEntry(row: EntryRow, actor: Actor, snapshot: ClinicSnapshot): WaitlistEntryDto {
  const type = snapshot.types.get(row.appointmentTypeId);
  const special = snapshot.specializations.find(({ id }) => id === row.specializationId);
  const subject = { patientId: row.patientId };
  const can = (action: PolicyAction) => isStillWaiting(row.state) && mayByItself(actor, action, subject);
  // What the desk notes is for the desk.
  const isForThem = row.via === 'portal' || mayByItself(actor, 'waitlist.read', subject);
  return {
    id: row.id,
    version: row.version,
    patient: presentPatient(row),
    appointmentTypeId: row.appointmentTypeId,
    typeName: type?.name ?? '',
    durationMin: type?.durationMin ?? 0,
    doctorId: row.doctorId,
    doctorName: row.doctorId === null ? null : (snapshot.doctors.get(row.doctorId)?.name ?? ''),
    specializationId: row.specializationId,
    specializationName: special?.name ?? null,
    earliestDate: row.earliestDate,
    latestDate: row.latestDate,
    dayParts: dayPartsOf(row),
    urgency: row.urgency,
    note: isForThem ? row.note : '',
    state: row.state,
    appointmentId: row.appointmentId,
    createdAt: row.createdAt,
    can: {
      edit: can('waitlist.write'),
      withdraw: can('waitlist.write') || can('waitlist.leave'),
      book: can('waitlist.offer'),
    },
  };
}

export function dayPartsOf(row: Pick<EntryRow, 'dayParts'>): z.infer<typeof DayPart>[] {
  return DayPart.array().parse(JSON.parse(row.dayParts));
}

export function presentInvite(row: InviteRow, snapshot: ClinicSnapshot, now: Instant): OwnWaitlistOfferDto {
  const type = snapshot.types.get(row.appointmentTypeId);
  return {
    id: row.id,
    doctorName: snapshot.doctors.get(row.doctorId)?.name ?? '',
    typeName: type?.name ?? '',
    startsAt: row.startsAt,
    endsAt: addMinutes(row.startsAt, type?.durationMin ?? 0),
    expiresAt: row.expiresAt,
    answer: row.answer,
    isOpen: row.answer === 'open' && row.state === 'open' && row.expiresAt > now,
    appointmentId: row.answer === 'accepted' ? row.appointmentId : null,
  };
}
