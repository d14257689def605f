import { isIP } from 'node:net';
import type { AuditRow } from './read-audit.repo.ts';

type Coding = { readonly system: string; readonly code: string; readonly display?: string };

const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const REST = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'RESTful Operation',
};
const SIGN_IN = { system: DICOM, code: '110114', display: 'User Authentication' };
const AUDIT_USED = { system: DICOM, code: '110101', display: 'Audit Log Used' };
const CHART = { system: DICOM, code: '110110', display: 'Patient Record' };
const SECURITY = { system: DICOM, code: '110113', display: 'Security Alert' };

const TYPES: Readonly<Record<string, Coding>> = {
  sign_in: SIGN_IN,
  audit: AUDIT_USED,
  patient: CHART,
  appointment: CHART,
  request: CHART,
  file: CHART,
  account: SECURITY,
};
/** AuditEvent.outcome: 0 done, 4 refused, 8 failed. */
const OUTCOMES = { success: '0', denied: '4', failure: '8' } as const;

/** A line of the trail as an AuditEvent of FHIR R4. Empty parts are left out, as FHIR asks. */
export function toFhirAuditEvent(row: AuditRow): object {
  return {
    resourceType: 'AuditEvent',
    id: String(row.id),
    type: TYPES[row.type] ?? REST,
    subtype: [{ system: 'urn:medlink:audit-subtype', code: row.subtype }],
    action: row.action,
    recorded: row.recordedAt,
    outcome: OUTCOMES[row.outcome],
    ...(row.reason !== null && { outcomeDesc: row.reason }),
    ...(row.purpose !== null && { purposeOfEvent: [{ coding: [purpose(row.purpose)] }] }),
    agent: [agentOf(row)],
    source: {
      observer: { display: 'MedLink' },
      type: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
          code: '4',
          display: 'Application Server',
        },
      ],
    },
    entity: [...patientOf(row), objectOf(row)],
  };
}

function purpose(code: string): Coding {
  return { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code };
}

function agentOf({ userId, role, address, policy }: AuditRow): object {
  return {
    ...(role !== null && { role: [{ coding: [{ system: 'urn:medlink:role', code: role }] }] }),
    who:
      userId === null
        ? { display: 'nobody signed in' }
        : { identifier: { system: 'urn:medlink:user', value: userId } },
    requestor: userId !== null,
    ...(policy !== null && { policy: [`urn:medlink:policy:${policy.replaceAll(' ', '-')}`] }),
    // Type 2 is an IP address, 1 the name of a machine or of what runs on it.
    ...(address !== null && { network: { address, type: isIP(address) === 0 ? '1' : '2' } }),
  };
}

function patientOf({ patientId }: AuditRow): object[] {
  if (patientId === null) return [];
  return [
    {
      what: { reference: `Patient/${patientId}` },
      type: {
        system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
        code: '1',
        display: 'Person',
      },
      role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1', display: 'Patient' },
    },
  ];
}

/** What it was done to, and the marks by which the chain is followed outside, too. */
function objectOf(row: AuditRow): object {
  const { objectType, objectId } = row;
  const details = {
    version: row.objectVersion,
    changedFields: row.changedFields,
    session: row.sessionId,
    procedure: row.procedure,
    request: row.requestId,
    repeats: row.repeats === 0 ? null : row.repeats,
    prevHash: row.prevHash,
    hash: row.hash,
  };
  return {
    ...(objectId !== null && {
      what: { identifier: { system: `urn:medlink:${objectType ?? 'object'}`, value: objectId } },
    }),
    detail: Object.entries(details).flatMap(([type, value]) =>
      value === null ? [] : [{ type, valueString: String(value) }],
    ),
  };
}
