import type { AttachAccount, PatientProfileDto } from '../../../shared/contracts/profiles.ts';
import { type PersonTrait, personDifferences } from '../../../shared/domain/same-person.ts';
import { AppError, invalidField, unknownIn } from '../../../shared/errors.ts';
import { once } from '../../db/idempotency.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { CorrectionsService } from '../corrections/corrections.service.ts';
import type { PrivacyService } from '../privacy/privacy.service.ts';
import type { NotesService } from '../notes/notes.service.ts';
import type { RequestsService } from '../requests/requests.service.ts';
import type { RecallsService } from '../recalls/recalls.service.ts';
import type { WaitlistService } from '../waitlist/waitlist.service.ts';
import type { UsersService } from '../users/users.service.ts';
import { noteIdCheck } from './identity-check.ts';
import { joinedProfile } from './join-profiles.ts';
import type { ProfileDeps } from './profile-deps.ts';
import { toProfileDto, type WholeChart } from './profiles.presenter.ts';
import * as repo from './profiles.repo.ts';
import { loadChart } from './read-profile.ts';

export type AttachDeps = ProfileDeps & {
  readonly users: Pick<UsersService, 'moveAccount'>;
  readonly appointments: Pick<AppointmentsService, 'moveToChart'>;
  readonly requests: Pick<RequestsService, 'moveToChart'>;
  readonly notes: Pick<NotesService, 'moveToChart'>;
  readonly waitlist: Pick<WaitlistService, 'moveToChart'>;
  readonly recalls: Pick<RecallsService, 'moveToChart'>;
  readonly corrections: Pick<CorrectionsService, 'moveToChart'>;
  readonly privacy: Pick<PrivacyService, 'moveToChart'>;
};

/**
 * The person at the desk, who has just shown an ID, signed up although there is a chart of theirs: the
 * account, its visits and its requests go to that chart, and the one made by signing up is closed. Refused
 * as a whole where a visit of the one meets a visit of the other.
 */
export async function attachAccount(
  deps: AttachDeps,
  actor: Actor,
  input: AttachAccount,
): Promise<PatientProfileDto> {
  authorize(actor, 'patient.attachAccount', { patientId: input.id });
  const at = deps.clock.now();
  const { requestId } = input;
  const call = { actorId: actor.userId, requestId, operation: 'profiles.attachAccount', input, at };
  return deps.db.transact((tx) => once(tx.q, call, () => attach(deps, tx, { actor, input })));
}

type ClosedChart = NonNullable<Awaited<ReturnType<AttachDeps['patients']['findChart']>>>;

async function attach(
  deps: AttachDeps,
  tx: Transaction,
  { actor, input }: { actor: Actor; input: AttachAccount },
): Promise<PatientProfileDto> {
  const { id, fromId, document } = input;
  const whole = await loadChart(deps, tx.q, { actor, id });
  const from = await deps.patients.findChart(tx.q, fromId);
  if (from === undefined || fromId === id) throw unknownIn('fromId');
  if (whole.chart.version !== input.expectedVersion) {
    throw new AppError('stale_version', { current: toProfileDto(actor, whole) });
  }
  if (whole.mergedInto !== null || from.mergedInto !== null) throw new AppError('chart_closed');
  if (whole.chart.hasAccount) throw new AppError('account_elsewhere');
  const differences = personDifferences(whole.chart, from);
  if (differences.length > 0 && input.confirmedNumber !== from.chartNumber) {
    throw invalidField(
      'confirmedNumber',
      `needs the number of the chart that is closed: ${saying(differences)}`,
    );
  }

  await noteIdCheck(deps, tx, { actor, id, document });
  await deps.users.moveAccount(tx, { by: actor, from: fromId, to: id });
  await deps.appointments.moveToChart(tx, { from: fromId, to: id });
  await deps.requests.moveToChart(tx, { from: fromId, to: id });
  await deps.notes.moveToChart(tx, { from: fromId, to: id });
  await deps.waitlist.moveToChart(tx, { from: fromId, to: id });
  await deps.recalls.moveToChart(tx, { from: fromId, to: id });
  await deps.corrections.moveToChart(tx.q, { from: fromId, to: id });
  await deps.privacy.moveToChart(tx.q, { from: fromId, to: id });
  await moveAssigned(deps, tx.q, { from: fromId, to: whole });
  await moveProfile(deps, tx, { actor, from, to: whole });
  await deps.patients.closeChart(tx, from, id);
  const line = {
    action: 'U',
    subtype: 'patient.attachAccount',
    objectType: 'patient',
    objectId: id,
    reason: differences.length > 0 ? saying(differences) : undefined,
  } as const;
  const by = { who: actor, at: deps.clock.now() };
  await recordAudit(tx.q, by, {
    ...line,
    patientId: id,
    changedFields: ['account', 'visits', 'requests', 'profile'],
  });
  await recordAudit(tx.q, by, { ...line, patientId: fromId, changedFields: ['mergedInto'] });
  return toProfileDto(actor, await loadChart(deps, tx.q, { actor, id }));
}

/** In words that name nobody. */
function saying(differences: readonly PersonTrait[]): string {
  const words = { name: 'the name differs', birthDate: 'the birth date differs' };
  const [only = 'name', ...others] = differences;
  return others.length > 0 ? 'name and birth date differ' : words[only];
}

/** What the person has said of themselves, what they owe, who acts for them, and their picture. */
async function moveProfile(
  deps: AttachDeps,
  tx: Transaction,
  { actor, from, to }: { actor: Actor; from: ClosedChart; to: WholeChart },
): Promise<void> {
  const { id } = to.chart;
  const closed = await repo.findProfile(tx.q, from.id);
  const joined = joinedProfile(to.profile, closed);
  const otherFields = (Object.keys(joined) as (keyof typeof joined)[]).filter(
    (name) => joined[name] !== to.profile[name],
  );
  if (otherFields.length > 0 || from.owedMinor > 0) {
    const subtype = 'patient.joinProfile';
    // The ID check above has raised its version.
    const { version: expectedVersion, owedMinor } = (await deps.patients.findChart(tx.q, id)) ?? to.chart;
    const changes = { owedMinor: (owedMinor ?? 0) + from.owedMinor };
    await deps.patients.changeChart(tx, { actor, id, expectedVersion, subtype, otherFields, changes });
    await repo.saveProfile(tx.q, joined);
  }
  await repo.moveGuardians(tx.q, from.id, id);
  await repo.movePicture(tx.q, from.id, id);
}

/** Who looks after the person by one chart does so by the other, for as long as either says. */
async function moveAssigned(
  deps: AttachDeps,
  q: Query,
  { from, to }: { from: PatientId; to: WholeChart },
): Promise<void> {
  const now = deps.clock.now();
  for (const row of await repo.listAssigned(q, from, now)) {
    const known = to.assigned.find(({ doctorId }) => doctorId === row.doctorId);
    if (known === undefined) {
      await repo.moveAssignment(q, row.id, to.chart.id);
      continue;
    }
    if (holdsLonger(row, known)) await repo.changeAssignment(q, known.id, row);
    await repo.changeAssignment(q, row.id, { endsOn: row.endsOn, holdsUntil: now });
  }
}

function holdsLonger(one: repo.AssignedRow, other: repo.AssignedRow): boolean {
  if (other.holdsUntil === null) return false;
  return one.holdsUntil === null || one.holdsUntil > other.holdsUntil;
}
