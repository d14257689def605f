import { AppError } from '../../../shared/errors.ts';
import type { Db, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize, ownChartFor, requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AuthService } from '../auth/auth.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { PatientsService } from '../patients/patients.service.ts';
import { createPictureLimits, type PictureLimits } from './picture-limits.ts';
import * as repo from './pictures.repo.ts';
import { reencodePicture, type SentPicture } from './reencode-picture.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  /** The one that never goes back. */
  readonly forwardClock: Clock;
  readonly ids: Ids;
  /** A picture takes a while to arrive and to be drawn. */
  readonly auth: Pick<AuthService, 'stillAdmitted'>;
  /** Doctors' photos are part of the clinic's shape. */
  readonly clinic: Pick<ClinicService, 'current'>;
  /** A patient's picture is part of the chart. */
  readonly patients: Pick<PatientsService, 'findChart' | 'changeChart'>;
  /** False lifts the limit of pictures, for load tests on loopback. */
  readonly isLimited: boolean;
};
type SendDeps = Deps & { readonly limits: PictureLimits };

export type PicturesService = ReturnType<typeof createPictures>;

/** What people look like: their own to send and to take away. Each new picture has a new, random id. */
export function createPictures(deps: Deps) {
  const limits = createPictureLimits(deps.forwardClock, deps.isLimited);
  return {
    saveOwn: (actor: Actor, sent: SentPicture): Promise<{ id: string }> =>
      saveOwn({ ...deps, limits }, actor, sent),
    removeOwn: (actor: Actor): Promise<void> => removeOwn(deps, actor),
    read: (actor: Actor, id: string): Promise<repo.PictureRow> => read(deps, actor, id),
  };
}

async function saveOwn(deps: SendDeps, actor: Actor, sent: SentPicture): Promise<{ id: string }> {
  const owner = ownerOf(actor);
  deps.limits.count(actor.userId);
  const content = await reencodePicture(sent);
  const createdAt = deps.clock.now();
  const id = deps.ids.next<string>();
  await deps.auth.stillAdmitted(actor).transact(async (tx) => {
    await repo.deletePictureOf(tx.q, owner);
    await repo.insertPicture(tx.q, { id, ...owner, content, createdAt });
    await announce(deps, tx, { actor, owner });
  });
  return { id };
}

async function removeOwn(deps: Deps, actor: Actor): Promise<void> {
  const owner = ownerOf(actor);
  await deps.db.transact(async (tx) => {
    if (await repo.deletePictureOf(tx.q, owner)) await announce(deps, tx, { actor, owner });
  });
}

function ownerOf(actor: Actor): repo.PictureOwner {
  const { patientId, doctorId } = actor;
  authorize(actor, 'picture.editOwn', { patientId, doctorId });
  if (patientId !== null) return { patientId, doctorId: null };
  if (doctorId !== null) return { patientId: null, doctorId };
  throw new AppError('not_found');
}

/** The chart or the clinic has changed with it: the same version, line and hint as for any other field. */
async function announce(
  deps: Deps,
  tx: Transaction,
  { actor, owner }: { actor: Actor; owner: repo.PictureOwner },
): Promise<void> {
  const subtype = 'picture.editOwn';
  if (owner.patientId !== null) {
    const chart = await deps.patients.findChart(tx.q, owner.patientId);
    if (chart === undefined) throw new AppError('not_found');
    const { id, version: expectedVersion } = chart;
    const what = { actor, id, expectedVersion, subtype, changes: {}, otherFields: ['picture'] };
    await deps.patients.changeChart(tx, what);
    return;
  }
  const line = { action: 'U', subtype, objectType: 'doctor', objectId: owner.doctorId } as const;
  await recordAudit(tx.q, { who: actor, at: deps.clock.now() }, { ...line, changedFields: ['picture'] });
  tx.emit({ type: 'clinic.changed', revision: (await deps.clinic.current(tx.q)).revision });
}

/** To somebody who may not see whom it shows, there is no picture. */
function read(deps: Deps, actor: Actor, id: string): Promise<repo.PictureRow> {
  const at = deps.clock.now();
  return deps.db.transact(async ({ q }) => {
    const row = await repo.findPicture(q, id);
    if (row === undefined) throw new AppError('not_found');
    const { patientId } = row;
    if (patientId === null) {
      authorize(actor, 'clinic.read');
      return row;
    }
    if (actor.patientId === patientId) ownChartFor(actor, 'patient.readOwn');
    else await requireGrant(q, { actor, now: at }, { action: 'patient.read', subject: { patientId } });
    const line = { action: 'R', subtype: 'picture.get', patientId, objectType: 'picture' } as const;
    await recordAudit(q, { who: actor, at }, { ...line, objectId: id });
    return row;
  });
}
