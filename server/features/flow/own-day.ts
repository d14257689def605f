import type { OwnDay } from '../../../shared/contracts/flow.ts';
import { isExpected } from '../../../shared/domain/appointment-status.ts';
import { arrivalWindow } from '../../../shared/domain/arrival.ts';
import type { Change } from '../../../shared/realtime/changes.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { isInClinicNetwork } from '../../lib/clinic-network.ts';
import { ownChartFor } from '../../policy/decide.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import type { FlowDeps } from './flow.service.ts';
import type { Turns } from './turns-now.ts';

/** A patient's visits of today as they stand in their lines: places and times, nothing of anybody else. */
export async function ownDay(
  deps: FlowDeps & { readonly turnsNow: Turns },
  { actor, caller }: { readonly actor: Actor; readonly caller: Pick<Caller, 'address' | 'isRelayed'> },
): Promise<OwnDay> {
  const patientId = ownChartFor(actor, 'turn.readOwn');
  const now = deps.clock.now();
  const isInClinic = isInClinicNetwork(caller);
  return await deps.db.read(async (q) => {
    const zone = (await deps.clinic.current(q)).settings.timeZone;
    const day = civilDateOf(now, zone);
    const line = await deps.appointments.linesOf(q, { day, patientId });
    const own = line.filter((visit) => visit.patientId === patientId);
    if (own.length === 0) return { isInClinic, visits: [] };
    const lateMinOf = await deps.delays.lateMinOn(q, day);
    const turns = await deps.turnsNow(q, { line, now, zone, lateMinOf });
    const tickets = await deps.calls.tickets(q, day);
    return {
      isInClinic,
      visits: own.map((visit) => ({
        id: visit.id,
        version: visit.version,
        arrival: isExpected(visit.status) ? arrivalWindow(visit) : null,
        lateMin: lateMinOf.get(visit.doctorId) ?? 0,
        ticket: tickets.get(visit.id)?.ticket ?? null,
        turn: turns.get(visit.id) ?? null,
      })),
    };
  });
}

/** Those whose place or wait these changes may move: whoever is in today's lines, as a visit can go from one to another. */
export async function movedInLine(
  { db, appointments, clinic, clock }: FlowDeps,
  changes: readonly Change[],
): Promise<readonly PatientId[]> {
  const moving = changes.filter(
    (change) => change.type === 'delay.changed' || change.type === 'appointment.changed',
  );
  // Most commits move nobody: they cost no look into the database.
  if (moving.length === 0) return [];
  return await db.read(async (q) => {
    const today = civilDateOf(clock.now(), (await clinic.current(q)).settings.timeZone);
    const isOfToday = moving.some((change) => change.type === 'delay.changed' || change.days.includes(today));
    return isOfToday ? await appointments.patientsInLine(q, today) : [];
  });
}
