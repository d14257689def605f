import type { AnyProcedure } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../../../server/app/app-router.ts';
import type { ProcedureMeta } from '../../../server/trpc/init.ts';
import { grantedRelations, type PolicyAction } from '../../../shared/domain/policy.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, newRequestId } from '../../support/visits.ts';

let clinic: TestClinic;
/** What names a thing of one's own; all others are asked for without. */
let inputs: Readonly<Record<string, object>>;
beforeAll(async () => {
  clinic = await startClinic();
  const visit = await book(clinic);
  const request = await clinic.call(clinic.actors.patient).requests.create({
    doctorId: clinic.cast.doctor,
    date: '2026-03-05',
    dayPart: 'morning',
    reason: 'Cough',
    requestId: newRequestId(),
  });
  inputs = {
    'appointments.getOwn': { id: visit.id },
    'appointments.listOwn': { when: 'upcoming' },
    'schedule.slotsToMoveOwn': { id: visit.id, from: '2026-03-03', to: '2026-03-03' },
    'forms.ofOwnVisit': { appointmentId: visit.id },
    'requests.get': { id: request.id },
  };
});
afterAll(() => clinic.close());

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyProcedure>);
const policyOf = (procedure: AnyProcedure) => (procedure._def.meta as ProcedureMeta | undefined)?.policy;
/** What belongs to the account alone tells nothing of a chart. */
const OF_THE_ACCOUNT = ['session.own', 'draft.own', 'calendar.own'];
const ownReads = procedures.flatMap(([path, procedure]) => {
  const policy = policyOf(procedure);
  if (procedure._def.type !== 'query' || policy === undefined || policy === 'public') return [];
  const granted = grantedRelations('patient', policy);
  const isOwn = granted.length > 0 && granted.every((relation) => relation === 'self');
  return isOwn && !OF_THE_ACCOUNT.includes(policy) ? [[path, policy] as [string, PolicyAction]] : [];
});

async function look(path: string): Promise<void> {
  const [noun = '', verb = ''] = path.split('.');
  const api = clinic.call(clinic.actors.patient) as unknown as Record<
    string,
    Record<string, (input: object) => Promise<unknown>>
  >;
  await api[noun]?.[verb]?.(inputs[path] ?? {});
}
const linesOf = (procedure: string) =>
  clinic.db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('procedure', '=', procedure).orderBy('id').execute(),
  );

describe('a look of patients at their own', () => {
  it('comes by as many ways as there are', () => {
    expect(ownReads.length).toBeGreaterThanOrEqual(12);
  });

  it.each(ownReads)('leaves the same kind of line by %s, once in an hour', async (path, policy) => {
    await look(path);
    await look(path);
    const { patientId, userId, sessionId } = clinic.actors.patient;
    expect(await linesOf(path)).toMatchObject([
      {
        action: 'R',
        outcome: 'success',
        userId,
        sessionId,
        patientId,
        role: 'patient',
        purpose: 'PATRQT',
        policy: `${policy} by self`,
        repeats: 0,
      },
    ]);
    expect((await linesOf(path))[0]?.type).not.toBe('other');
    clinic.clock.advance({ minutes: 60 });
    await clinic.services.audit.writeRepeats();
    expect((await linesOf(path)).map(({ repeats }) => repeats)).toEqual([0, 1]);
  });

  it('of somebody else’s leaves none of these', async () => {
    const before = await linesOf('flow.ownDay');
    await expect(clinic.call(clinic.actors.reception).flow.ownDay({})).rejects.toThrow('forbidden');
    await clinic.call(clinic.actors.patient).auth.me({});
    await clinic.call(clinic.actors.patient).drafts.list({});
    const after = await linesOf('flow.ownDay');
    expect(after.filter(({ outcome }) => outcome === 'success')).toEqual(before);
    expect([...(await linesOf('auth.me')), ...(await linesOf('drafts.list'))]).toEqual([]);
  });
});
