import type { AuditLineDto, ChartAccessDto } from '../../../shared/contracts/audit.ts';
import { AUDIT_TYPES, type AuditType } from '../../../shared/domain/audit-kinds.ts';
import { ROLES } from '../../../shared/domain/roles.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { AuditRow } from './read-audit.repo.ts';

/** What the ids of the lines stand for. */
export type Known = {
  readonly names: ReadonlyMap<string, string>;
  readonly chartNumbers: ReadonlyMap<string, number>;
};

export function presentLine(row: AuditRow, { names, chartNumbers }: Known): AuditLineDto {
  const { id, recordedAt, subtype, action, outcome, sessionId, address, patientId } = row;
  return {
    id,
    recordedAt,
    subtype,
    action,
    outcome,
    sessionId,
    address,
    type: typeOf(row),
    person: personOf(row, names),
    account: accountOf(row, names),
    patientId: patientId as PatientId | null,
    chartNumber: patientId === null ? null : (chartNumbers.get(patientId) ?? null),
    objectType: row.objectType,
    objectId: row.objectId,
    objectVersion: row.objectVersion,
    changedFields: row.changedFields === null ? [] : (JSON.parse(row.changedFields) as string[]),
    purpose: row.purpose,
    reason: row.reason,
    policy: row.policy,
    procedure: row.procedure,
    requestId: row.requestId,
    repeats: row.repeats,
  };
}

const DID = { C: 'added', R: 'looked', U: 'changed', D: 'removed', E: 'other' } as const;

/** For the patient: who and what, none of the machinery. */
export function presentAccess(row: AuditRow, names: Known['names']): ChartAccessDto {
  const person = personOf(row, names);
  return {
    id: row.id,
    recordedAt: row.recordedAt,
    who: person === null ? null : { name: person.name, role: person.role },
    did: row.outcome === 'success' ? DID[row.action] : 'refused',
    what: typeOf(row),
    isEmergency: row.purpose === 'BTG',
    times: row.repeats + 1,
  };
}

/** Whose account a line is about. */
export function accountIn({ objectType, objectId }: AuditRow): string | undefined {
  return objectType === 'user' && objectId !== null ? objectId : undefined;
}

function accountOf(row: AuditRow, names: Known['names']): AuditLineDto['account'] {
  const id = accountIn(row);
  return id === undefined ? null : { id, name: names.get(id) ?? null };
}

function personOf(row: AuditRow, names: Known['names']): AuditLineDto['person'] {
  const role = ROLES.find((known) => known === row.role);
  if (row.userId === null || role === undefined) return null;
  return { id: row.userId, name: names.get(row.userId) ?? null, role };
}

function typeOf(row: AuditRow): AuditType {
  return AUDIT_TYPES.find((known) => known === row.type) ?? 'other';
}
