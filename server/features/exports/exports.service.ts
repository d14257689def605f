import type { Readable } from 'node:stream';
import type { CopyTicket, PrepareCopy, PrepareOwnCopy } from '../../../shared/contracts/privacy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { PersonalData, Subject } from '../../db/personal-data.ts';
import { type PersonalRows, readPersonalRows } from '../../db/personal-rows.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize, ownChartFor } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AuthService } from '../auth/auth.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { PrivacyService } from '../privacy/privacy.service.ts';
import { type Copy, createCopyTickets } from './copy-tickets.ts';
import { MOST_OF_TRAIL } from './copy-content.ts';
import { createCopyLimits } from './copy-limits.ts';
import { type CopiedTrail, findTrail, readInParts, readNewest } from './copied-trail.ts';
import { type CopiedPerson, copyZip } from './copy-zip.ts';
import { findSubjects, peopleIn, readNames, readPictures } from './exports.repo.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  /** The one that never goes back. */
  readonly forwardClock: Clock;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly languages: Pick<LanguagesService, 'ofPatient'>;
  readonly auth: Pick<AuthService, 'confirmPassword' | 'stillAdmitted'>;
  readonly privacy: Pick<PrivacyService, 'getCopyRequest' | 'finishCopyRequest'>;
  readonly personalData: PersonalData;
  /** False lifts the limit of copies, for load tests on loopback. */
  readonly isLimited: boolean;
};
export type ExportsService = ReturnType<typeof createExports>;
export type CopyFile = {
  readonly fileName: string;
  readonly zip: Readable;
  /** To be told when the last byte has left: a wish the desk has noted is done then, and not before. */
  readonly onSent: () => Promise<void>;
};

/**
 * A copy of everything about one person. In two steps: the password earns a ticket, the ticket the file,
 * so that the file may stream. Patients take their own; for those without an account the desk notes the
 * wish and sees the ID, and the admin, who could read the whole database in a backup anyway, takes it.
 */
export function createExports(deps: Deps) {
  const tickets = createCopyTickets(deps.forwardClock);
  const limits = createCopyLimits(deps.clock, deps.isLimited);
  /** On record also where nobody comes for the copy. */
  async function issueTicket(q: Query, actor: Actor, of: Omit<Copy, 'sessionId'>): Promise<CopyTicket> {
    const { patientId, privacyRequestId: id } = of;
    const object =
      id === null
        ? { patientId, objectType: 'patient', objectId: patientId }
        : { patientId, objectType: 'privacy_request', objectId: id };
    const line = { action: 'E', subtype: 'privacy.prepareCopy', ...object } as const;
    await recordAudit(q, { who: actor, at: deps.clock.now() }, line);
    const ticket = tickets.issue({ sessionId: actor.sessionId, ...of });
    return { ticket, fileName: await fileNameOf(deps, q) };
  }
  return {
    async prepareOwn(actor: Actor, input: PrepareOwnCopy): Promise<CopyTicket> {
      const patientId = ownChartFor(actor, 'copy.own');
      limits.count(actor.userId);
      const confirmed = await deps.auth.confirmPassword(actor, input.password);
      return confirmed.transact(({ q }) => issueTicket(q, actor, { patientId, privacyRequestId: null }));
    },
    async prepare(actor: Actor, input: PrepareCopy): Promise<CopyTicket> {
      authorize(actor, 'copy.forRequest');
      limits.count(actor.userId);
      const confirmed = await deps.auth.confirmPassword(actor, input.password);
      return confirmed.transact(async ({ q }) => {
        const { patientId } = await deps.privacy.getCopyRequest(q, actor, input.id);
        return issueTicket(q, actor, { patientId, privacyRequestId: input.id });
      });
    },
    /** The rows of one moment; a line in the trail before the first byte leaves. */
    async fetch(actor: Actor, ticket: string): Promise<CopyFile> {
      const copy = tickets.redeem(ticket, actor.sessionId);
      if (copy === undefined) throw new AppError('not_found');
      const { patientId, privacyRequestId } = copy;
      const at = deps.clock.now();
      const admitted = deps.auth.stillAdmitted(actor);
      const { person, snapshot, fileName } = await admitted.transact(async ({ q }) => {
        // Whoever was quicker has fetched it.
        if (privacyRequestId !== null) await deps.privacy.getCopyRequest(q, actor, privacyRequestId);
        await recordExport(q, actor, { patientId, at });
        const charts = await findSubjects(q, patientId);
        const trail = await findTrail(q, deps.personalData, charts);
        const newest = await readNewest(q, trail, MOST_OF_TRAIL);
        const rows = { ...(await readRows(deps, q, charts)), auditEvent: newest };
        const pictures = await readPictures(q, charts);
        const names = await readNames(q, peopleIn(Object.values(rows).flat()));
        const snapshot = await deps.clinic.current(q);
        const language = await deps.languages.ofPatient(q, patientId);
        const person = { rows, language, names, pictures, trail: streamed(deps, trail) };
        return { person, snapshot, fileName: await fileNameOf(deps, q) };
      });
      const onSent = async () => {
        if (privacyRequestId === null) return;
        // Asked once more: who has lost the right while it was being sent has done nothing in the clinic's name.
        await admitted.transact((sent) => deps.privacy.finishCopyRequest(sent, actor, privacyRequestId));
      };
      return { fileName, zip: await copyZip(person, snapshot, at), onSent };
    },
  };
}

function streamed(deps: Deps, trail: CopiedTrail): CopiedPerson['trail'] {
  return {
    length: trail.ids.length,
    parts: () => readInParts(deps.db, trail),
    namesIn: (ids) => deps.db.read((q) => readNames(q, ids)),
  };
}

/** All the person's charts in one: those that were closed into another say something of them, too. */
async function readRows(deps: Deps, q: Query, charts: readonly Subject[]): Promise<PersonalRows> {
  const [open, ...closed] = charts;
  if (open === undefined) throw new AppError('not_found');
  let all = await readPersonalRows(q, deps.personalData, open);
  for (const of of closed) {
    const more = await readPersonalRows(q, deps.personalData, of);
    const tables = Object.entries(all) as [
      keyof PersonalRows,
      NonNullable<PersonalRows[keyof PersonalRows]>,
    ][];
    all = Object.fromEntries(tables.map(([table, rows]) => [table, [...(more[table] ?? []), ...rows]]));
  }
  return all;
}

function recordExport(q: Query, who: Actor, what: { patientId: PatientId; at: Instant }): Promise<void> {
  const { patientId, at } = what;
  const object = { patientId, objectType: 'patient', objectId: patientId };
  return recordAudit(q, { who, at }, { action: 'R', subtype: 'patient.export', ...object });
}

/** No name and no clinical word: it may lie in a shared folder of downloads. */
async function fileNameOf(deps: Deps, q: Query): Promise<string> {
  const { timeZone } = (await deps.clinic.current(q)).settings;
  return `data-copy-${civilDateOf(deps.clock.now(), timeZone)}.zip`;
}
