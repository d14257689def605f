import type { Role } from './roles.ts';

/**
 * How a person stands to a thing.
 * - `self`: it is theirs
 * - `treating`: a doctor with a visit of this patient within 12 months back or 6 ahead, or assigned to them
 * - `own_schedule`: it lies in the doctor's own calendar
 * - `break_glass`: a doctor has opened this chart with a reason, a short while ago
 * - `clinic`: it belongs to the clinic, as everything here does: granted, it leaves nothing out
 */
export const RELATIONS = ['self', 'treating', 'own_schedule', 'break_glass', 'clinic'] as const;
export type Relation = (typeof RELATIONS)[number];

type Grants = Readonly<Partial<Record<Role, readonly Relation[]>>>;

/** The one table of rights. What is not written here is refused. */
export const POLICY = {
  'clinic.read': { admin: ['clinic'], doctor: ['clinic'], receptionist: ['clinic'], patient: ['clinic'] },
  'clinic.readInactive': { admin: ['clinic'], doctor: ['clinic'], receptionist: ['clinic'] },
  'clinic.write': { admin: ['clinic'] },
  'users.read': { admin: ['clinic'] },
  'users.write': { admin: ['clinic'] },
  'security.read': { admin: ['clinic'] },
  'security.write': { admin: ['clinic'] },
  'session.own': { admin: ['self'], doctor: ['self'], receptionist: ['self'], patient: ['self'] },
  /** The second factor of those who work here. */
  'factor.own': { admin: ['self'], doctor: ['self'], receptionist: ['self'] },
  /** A code on paper for a new password, once the desk has looked at a document. */
  'reset.issueForPatient': { receptionist: ['clinic'] },
  'reset.issueForStaff': { admin: ['clinic'] },
  /** The address a patient signs in with, once the desk has looked at a document. */
  'account.changeEmailForPatient': { receptionist: ['clinic'] },
  /** Addresses at which calendar programs find the own visits. */
  'calendar.own': { doctor: ['self'], patient: ['self'] },
  'draft.own': { admin: ['self'], doctor: ['self'], receptionist: ['self'], patient: ['self'] },
  'patient.register': { receptionist: ['clinic'] },
  'patient.find': { receptionist: ['clinic'], doctor: ['treating', 'break_glass'] },
  'patient.read': { receptionist: ['clinic'], doctor: ['treating', 'break_glass'] },
  'patient.edit': { receptionist: ['clinic'] },
  /** Blood type, allergies, conditions, medication: the desk learns only that there is an alert. */
  'patient.readClinical': { doctor: ['treating', 'break_glass'] },
  /** A doctor books for the own patients alone: a visit opens the chart, and a reason is asked for a stranger's. */
  'patient.bookFor': { receptionist: ['clinic'], doctor: ['treating'] },
  'patient.editClinical': { doctor: ['treating'] },
  /** What doctors have written of visits and signed. */
  'note.read': { doctor: ['treating', 'break_glass'] },
  'note.write': { doctor: ['own_schedule'] },
  /** What patients say before a visit: their own, that they said it, and what. */
  'form.answerOwn': { patient: ['self'] },
  'form.readState': { receptionist: ['clinic'] },
  'form.read': { doctor: ['treating', 'break_glass'] },
  'patient.checkIdentity': { receptionist: ['clinic'] },
  'patient.attachAccount': { receptionist: ['clinic'] },
  'patient.readOwn': { patient: ['self'] },
  'patient.editOwnContact': { patient: ['self'] },
  /** Not the name, birth date and sex, nor who acts for them: those are written at the desk, on papers. */
  'patient.editOwnProfile': { patient: ['self'] },
  'doctor.readOwn': { doctor: ['own_schedule'] },
  /** Not the name, the fee and the hours: those are the clinic's. */
  'doctor.editOwn': { doctor: ['own_schedule'] },
  /** Doctors write none of their hours themselves: they propose, and the clinic's own hand writes. */
  'hours.readOwn': { doctor: ['own_schedule'] },
  'hours.propose': { doctor: ['own_schedule'] },
  'hours.readProposals': { admin: ['clinic'] },
  'hours.decide': { admin: ['clinic'] },
  'picture.editOwn': { doctor: ['own_schedule'], patient: ['self'] },
  'slots.read': { receptionist: ['clinic'], doctor: ['own_schedule'], patient: ['clinic'] },
  'board.read': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  /** By how much a doctor runs late today. */
  'delay.read': { receptionist: ['clinic'], doctor: ['clinic'] },
  'delay.say': { doctor: ['own_schedule'] },
  /** Who is in which room, and which are to be cleaned. */
  'room.read': { receptionist: ['clinic'] },
  'room.mark': { receptionist: ['clinic'] },
  /** What a doctor asks of the desk from the room: help, a room to be cleaned. */
  'signal.read': { admin: ['clinic'], receptionist: ['clinic'], doctor: ['own_schedule'] },
  'signal.send': { doctor: ['own_schedule'] },
  'signal.take': { admin: ['clinic'], receptionist: ['clinic'] },
  /** Devices on the wall: what they are called, and the code that makes one. */
  'display.manage': { admin: ['clinic'], receptionist: ['clinic'] },
  'appointment.count': { admin: ['clinic'], receptionist: ['clinic'] },
  /** How long bookings by phone take. */
  'callTimes.read': { admin: ['clinic'] },
  'callTimes.readOwn': { doctor: ['self'], receptionist: ['self'] },
  /** How full, how fair and how punctual the clinic is: counts, of nobody in particular. */
  'figures.read': { admin: ['clinic'] },
  'appointment.read': { receptionist: ['clinic'], doctor: ['own_schedule', 'treating', 'break_glass'] },
  'appointment.book': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  'appointment.move': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  'appointment.cancel': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  'appointment.setStatus': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  /** With what the desk looks at when somebody has come. */
  'appointment.checkIn': { receptionist: ['clinic'] },
  /** The desk's fine grid, no notice, walk-ins, and who took a slot: patients keep to what is offered online. */
  'appointment.staffRules': { receptionist: ['clinic'], doctor: ['clinic'] },
  'appointment.override': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  /** A doctor is away: the time off, and where the visits go that it hits. */
  'absence.manage': { receptionist: ['clinic'] },
  /** A slot chosen in a dialog, shown to the others while it is decided. */
  'hold.take': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  /** Taking back what one did a short while ago, where one may still do that. */
  'undo.own': { receptionist: ['self'], doctor: ['self'] },
  'appointment.readOwn': { patient: ['self'] },
  'appointment.bookOnline': { patient: ['self'] },
  'appointment.moveOwn': { patient: ['self'] },
  'appointment.cancelOwn': { patient: ['self'] },
  /** From the clinic's own network, about the time of the visit. */
  'appointment.arriveOwn': { patient: ['self'] },
  /** The place in the line, and about how long it takes. */
  'turn.readOwn': { patient: ['self'] },
  /** To one doctor, or to any of a specialization: that lies in nobody's calendar, and the desk alone decides it. */
  'request.create': { patient: ['self'] },
  'request.createFor': { receptionist: ['clinic'] },
  'request.read': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  'request.readOwn': { patient: ['self'] },
  'request.open': { receptionist: ['clinic'], doctor: ['own_schedule'], patient: ['self'] },
  'request.decide': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  'request.cancel': { receptionist: ['clinic'], patient: ['self'] },
  'waitlist.read': { receptionist: ['clinic'] },
  'waitlist.write': { receptionist: ['clinic'] },
  /** A time that has come free, for one of those who wait or to all of them. */
  'waitlist.offer': { receptionist: ['clinic'] },
  'waitlist.join': { patient: ['self'] },
  'waitlist.readOwn': { patient: ['self'] },
  'waitlist.leave': { patient: ['self'] },
  'waitlist.answer': { patient: ['self'] },
  /** Who is due for a visit again. Doctors say it of the own patients; the desk gets them to come. */
  'recall.read': { receptionist: ['clinic'], doctor: ['own_schedule'] },
  'recall.add': { receptionist: ['clinic'], doctor: ['treating'] },
  'recall.write': { receptionist: ['clinic'] },
  /** What the desk looks for a time for. */
  'pin.read': { receptionist: ['clinic'] },
  'pin.write': { receptionist: ['clinic'] },
  'breakGlass.open': { doctor: ['clinic'] },
  'breakGlass.readOwn': { doctor: ['self'] },
  'breakGlass.read': { admin: ['clinic'] },
  'breakGlass.review': { admin: ['clinic'] },
  'correction.ask': { patient: ['self'] },
  'correction.readOwn': { patient: ['self'] },
  'correction.withdraw': { patient: ['self'] },
  'correction.read': { receptionist: ['clinic'] },
  'correction.decide': { receptionist: ['clinic'] },
  'audit.read': { admin: ['clinic'] },
  'audit.verify': { admin: ['clinic'] },
  'audit.readOwn': { admin: ['self'], doctor: ['self'], receptionist: ['self'] },
  'audit.readOwnChart': { patient: ['self'] },
  'privacy.askErasure': { patient: ['self'] },
  'privacy.readOwn': { patient: ['self'] },
  'privacy.withdraw': { patient: ['self'] },
  /** The desk sees who asks and what must not go; what is done about it is the admin's. */
  'privacy.note': { receptionist: ['clinic'] },
  'privacy.readOfPatient': { receptionist: ['clinic'] },
  'privacy.hold': { receptionist: ['clinic'] },
  'privacy.read': { admin: ['clinic'] },
  'privacy.decide': { admin: ['clinic'] },
  'copy.own': { patient: ['self'] },
  /** Only for somebody whose wish, and whose identity, the desk has noted. */
  'copy.forRequest': { admin: ['clinic'] },
  /** With a ticket of one's own session. */
  'copy.fetch': { admin: ['self'], patient: ['self'] },
  'retention.read': { admin: ['clinic'] },
  'retention.write': { admin: ['clinic'] },
} as const satisfies Record<string, Grants>;

export type PolicyAction = keyof typeof POLICY;
export const POLICY_ACTIONS = Object.keys(POLICY) as PolicyAction[];

const OF_DOCTORS: readonly Relation[] = ['treating', 'own_schedule', 'break_glass'];
const OF_A_CHART: readonly Relation[] = ['self', 'treating', 'break_glass', 'clinic'];
const OF_A_CALENDAR: readonly Relation[] = ['own_schedule', 'clinic'];
/** What a kind of thing, named before the dot, can be to somebody; others can be what their own rules say. */
const KINDS: Readonly<Record<string, readonly Relation[]>> = {
  patient: OF_A_CHART,
  appointment: RELATIONS,
  request: RELATIONS,
  slots: OF_A_CALENDAR,
  board: OF_A_CALENDAR,
  hold: OF_A_CALENDAR,
  correction: ['self', 'clinic'],
  waitlist: ['self', 'clinic'],
  recall: ['treating', 'break_glass', 'clinic'],
  note: ['treating', 'break_glass'],
  form: OF_A_CHART,
};
/** Acts that know less than their kind: on nothing in particular, on a calendar alone, or on oneself. */
const LESS_KNOWN: Readonly<Record<string, readonly Relation[]>> = {
  'patient.register': ['clinic'],
  'patient.readOwn': ['self'],
  'patient.editOwnContact': ['self'],
  'patient.editOwnProfile': ['self'],
  'note.write': ['own_schedule'],
  'appointment.count': ['clinic'],
  'appointment.staffRules': OF_A_CALENDAR,
  'appointment.override': OF_A_CALENDAR,
  'appointment.bookOnline': ['self'],
  'request.create': ['self'],
  'waitlist.join': ['self'],
  'waitlist.readOwn': ['self'],
  'recall.read': OF_A_CALENDAR,
  'correction.ask': ['self'],
  'correction.readOwn': ['self'],
};

/** The relations in which this role can come to stand to what the act is done to. A rule of another one would never apply. */
export function possibleRelations(role: Role, action: PolicyAction): readonly Relation[] {
  const [kind = ''] = action.split('.');
  const known =
    LESS_KNOWN[action] ?? KINDS[kind] ?? Object.values<readonly Relation[]>(POLICY[action]).flat();
  return RELATIONS.filter((relation) => {
    if (!known.includes(relation)) return false;
    if (OF_DOCTORS.includes(relation)) return role === 'doctor';
    // Staff have no chart; what else can be one's own, such as an account, everybody has.
    return relation !== 'self' || role === 'patient' || KINDS[kind] === undefined;
  });
}

/** A procedure's own word on who may call it: an action of the table, or open to nobody signed in. */
export type ProcedurePolicy = PolicyAction | 'public';

/** The relations that let a role do this; none for an unknown role or action. */
export function grantedRelations(role: string, action: string): readonly Relation[] {
  const grants: Grants | undefined = Object.hasOwn(POLICY, action)
    ? POLICY[action as PolicyAction]
    : undefined;
  if (grants === undefined || !Object.hasOwn(grants, role)) return [];
  return grants[role as Role] ?? [];
}

/** Whether the role could do this to anything at all. */
export function mayEver(role: string, action: string): boolean {
  return grantedRelations(role, action).length > 0;
}

/** Whether the role may do this to a thing it stands in these relations to. */
export function isAllowed(role: string, action: string, relations: readonly Relation[]): boolean {
  const granted = grantedRelations(role, action);
  return relations.some((relation) => granted.includes(relation));
}
