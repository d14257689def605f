import type {
  AppointmentDto,
  BookAppointment,
  BookOnline,
  OwnAppointmentDto,
} from '../../../shared/contracts/appointments.ts';
import type { Urgency } from '../../../shared/domain/urgency.ts';
import { invalidField, unknownIn } from '../../../shared/errors.ts';
import type { AppointmentId, PatientId, SeriesId } from '../../../shared/ids.ts';
import { civilDateOf, civilDaysOf } from '../../../shared/time/clinic-zone.ts';
import { type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Row } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { findGrant, ownChartFor, requireGrant } from '../../policy/decide.ts';
import type { Asker } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentOwnVisit, presentVisit } from './appointments.presenter.ts';
import * as repo from './appointments.repo.ts';
import { explainRefusal } from './explain-refusal.ts';
import { recordUndo } from './undo.ts';
import { occupancyOf, placeVisit, requireNotHeld, type Wanted } from './place-visit.ts';

/** A visit to be made: where, for whom, and by which way it came. */
export type NewVisit = Wanted & {
  readonly patientId: PatientId;
  readonly urgency: Urgency;
  readonly reason: string;
  readonly source: Row<'appointment'>['source'];
  /** Which it is of how many that are booked as one. */
  readonly series?: { readonly id: SeriesId; readonly index: number; readonly count: number };
};

export function bookAppointment(
  deps: AppointmentDeps,
  actor: Actor,
  input: BookAppointment,
): Promise<AppointmentDto> {
  const { requestId, startsAt, callSec: seconds, recallId, waitlistEntryId, ...fields } = input;
  const visit: NewVisit = {
    ...fields,
    startsAt: toInstant(startsAt),
    source: input.isWalkIn ? 'walk_in' : 'desk',
  };
  const now = deps.clock.now();
  const call = { actorId: actor.userId, requestId, operation: 'appointment.book', input, at: now };
  return explainRefusal(deps, { actor, wanted: visit }, () =>
    deps.db.transact(async (tx) => {
      await requireGrant(tx.q, { actor, now }, { action: 'appointment.book', subject: visit });
      await requireMayBookFor(tx.q, { actor, now }, visit.patientId);
      return await once(tx.q, call, async () => {
        const of = { actor, patientId: visit.patientId, at: now };
        const tie = recallId && (await deps.recalls.claim(tx, { ...of, id: recallId }));
        const settle = waitlistEntryId && (await deps.claimPlace(tx, { ...of, id: waitlistEntryId }));
        const { row, snapshot } = await makeVisit(deps, tx, { actor, visit, now });
        await tie?.(row.id);
        await settle?.(row.id);
        const parts = [{ id: row.id, from: 0, version: row.version, before: null }];
        await recordUndo(deps, tx.q, { actor, at: now, kind: 'book', parts });
        const call = { userId: actor.userId, bookedAt: now, isKnown: row.isFirstVisit === 0 };
        if (seconds !== undefined) await deps.callTimes.note(tx, { ...call, seconds });
        return presentVisit(row, actor, snapshot);
      });
    }),
  );
}

/** To a doctor who does not treat the patient, that patient is not there to be booked for. */
export async function requireMayBookFor(q: Query, asker: Asker, patientId: PatientId): Promise<void> {
  const asked = { action: 'patient.bookFor', subject: { patientId } } as const;
  if ((await findGrant(q, asker, asked)) !== undefined) return;
  const isThere = (await repo.findPatientFacts(q, patientId)) !== undefined;
  throw unknownIn('patientId', isThere ? { patientId } : undefined);
}

/** A patient takes an offered slot; every conflict is a hard stop. */
export function bookOnline(
  deps: AppointmentDeps,
  actor: Actor,
  input: BookOnline,
): Promise<OwnAppointmentDto> {
  const patientId = ownChartFor(actor, 'appointment.bookOnline');
  const { requestId, startsAt, ...fields } = input;
  const visit: NewVisit = {
    ...fields,
    patientId,
    startsAt: toInstant(startsAt),
    urgency: 'medium',
    source: 'online',
  };
  const now = deps.clock.now();
  const call = { actorId: actor.userId, requestId, operation: 'appointment.bookOnline', input, at: now };
  return explainRefusal(deps, { actor, wanted: visit }, () =>
    deps.db.transact((tx) =>
      once(tx.q, call, async () => {
        const { row, snapshot } = await makeVisit(deps, tx, { actor, visit, now });
        return presentOwnVisit(row, snapshot, now);
      }),
    ),
  );
}

/**
 * Makes a visit inside the caller's transaction: the one way, for the desk, the portal and an accepted
 * request. Refuses with the code of the rule that is broken; the last word is the database's.
 */
export async function makeVisit(
  deps: AppointmentDeps,
  tx: Transaction,
  asked: { actor: Actor; visit: NewVisit; now: Instant },
): Promise<{ row: repo.VisitRow; snapshot: ClinicSnapshot }> {
  const { actor, visit, now } = asked;
  const snapshot = await deps.clinic.current(tx.q);
  const patient = await repo.findPatientFacts(tx.q, visit.patientId);
  if (patient === undefined) throw unknownIn('patientId');
  requireToday(visit, snapshot, now);
  const place = await placeVisit(tx.q, actor, { snapshot, now, wanted: visit });
  requireNotHeld(deps, actor, place);
  const isFirstVisit = (await repo.hasVisitedBefore(tx.q, visit.patientId)) ? 0 : 1;
  const row = newRow(deps.ids.next<AppointmentId>(), { ...asked, place, isFirstVisit });
  await repo.insertAppointment(tx.q, row);
  if (row.arrivedAt !== null) {
    await deps.calls.noteArrival(tx, { appointmentId: row.id, via: 'desk', at: now });
  }
  await repo.insertChange(tx.q, {
    appointmentId: row.id,
    at: now,
    byUser: actor.userId,
    kind: 'booked',
    fromStatus: null,
    toStatus: row.status,
    fromStartsAt: null,
    toStartsAt: row.startsAt,
    fromDoctorId: null,
    toDoctorId: row.doctorId,
    reason: place.overrideReason ?? '',
  });
  await recordAudit(
    tx.q,
    { who: actor, at: now },
    {
      action: 'C',
      subtype: place.overrideReason === null ? 'appointment.book' : 'appointment.bookOver',
      patientId: row.patientId,
      objectType: 'appointment',
      objectId: row.id,
      objectVersion: 1,
    },
  );
  const days = civilDaysOf({ start: row.startsAt, end: row.endsAt }, snapshot.settings.timeZone);
  const { id, version, doctorId, patientId } = row;
  tx.emit({ type: 'appointment.changed', id, version, doctorId, patientId, days });
  tx.emit(occupancyOf(row));
  return { row: { ...row, isLong: 0, ...patient, seriesCount: visit.series?.count ?? null }, snapshot };
}

/** Who stands at the desk arrives with the booking; one for another day has not come. */
function requireToday(visit: NewVisit, snapshot: ClinicSnapshot, now: Instant): void {
  if (visit.source !== 'walk_in') return;
  const dayOf = (at: Instant) => civilDateOf(at, snapshot.settings.timeZone);
  if (dayOf(visit.startsAt) > dayOf(now)) throw invalidField('startsAt', 'has to be today for a walk-in');
}

type NewAppointmentRow = Omit<Row<'appointment'>, 'isLong'>;

function newRow(
  id: AppointmentId,
  made: {
    actor: Actor;
    visit: NewVisit;
    now: Instant;
    place: Awaited<ReturnType<typeof placeVisit>>;
    isFirstVisit: 0 | 1;
  },
): NewAppointmentRow {
  const { actor, visit, now, place, isFirstVisit } = made;
  const hasCome = visit.source === 'walk_in';
  return {
    id,
    ...place,
    patientId: visit.patientId,
    appointmentTypeId: visit.appointmentTypeId,
    status: hasCome ? 'arrived' : 'booked',
    statusSince: now,
    urgency: visit.urgency,
    reason: visit.reason,
    source: visit.source,
    importSource: null,
    sourceId: null,
    isFirstVisit,
    confirmedAt: null,
    arrivedAt: hasCome ? now : null,
    checkedInAt: null,
    inRoomAt: null,
    withDoctorAt: null,
    endedAt: null,
    cancelCode: null,
    cancelNote: null,
    isLateCancel: 0,
    sequence: 0,
    version: 1,
    createdBy: actor.userId,
    createdAt: now,
    updatedAt: now,
    seriesId: visit.series?.id ?? null,
    seriesIndex: visit.series?.index ?? null,
  };
}
