import type {
  AddCalendarFeed,
  AddedCalendarFeed,
  CalendarFeedDto,
  CalendarFeedList,
  RemoveCalendarFeed,
  VisitFile,
} from '../../../shared/contracts/calendars.ts';
import { FEEDS_AT_MOST, shownDays } from '../../../shared/domain/calendar-feed.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import { AppError, denied, invalidField } from '../../../shared/errors.ts';
import type { CalendarFeedId, PatientId, UserId } from '../../../shared/ids.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { hashSecret, newLinkSecret } from '../../lib/seal.ts';
import { authorize, requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import type { CalendarOf } from '../appointments/calendar-visits.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AuthService } from '../auth/auth.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import * as repo from './calendars.repo.ts';
import type { FeedRole } from './calendar-words.ts';
import { type CalendarFile, writeCalendar } from './write-calendar.ts';

/** A reading is noted no oftener: calendar programs ask several times an hour. */
const NOTED_EVERY_MIN = 60;

export type CalendarDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly linkBase: () => string;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly appointments: Pick<AppointmentsService, 'listForCalendar' | 'findForCalendar'>;
  readonly languages: Pick<LanguagesService, 'ofUser'>;
  readonly auth: Pick<AuthService, 'confirmPassword' | 'tellOfWayIn'>;
};
export type CalendarsService = ReturnType<typeof createCalendars>;

/** Visits in the calendars of phones: an address to subscribe to, and a file of one visit. */
export function createCalendars(deps: CalendarDeps) {
  return {
    listFeeds: async (actor: Actor): Promise<CalendarFeedList> => {
      authorize(actor, 'calendar.own', { userId: actor.userId });
      const rows = await deps.db.read((q) => repo.listFeeds(q, actor.userId, FEEDS_AT_MOST));
      return { items: rows.map(presentFeed) };
    },
    addFeed: (actor: Actor, input: AddCalendarFeed): Promise<AddedCalendarFeed> =>
      addFeed(deps, actor, input),
    removeFeed: (actor: Actor, input: RemoveCalendarFeed): Promise<void> => removeFeed(deps, actor, input),
    /** Throws `not_found` for an address that never was, was taken back, or is of somebody who has left. */
    readFeed: (secret: string): Promise<CalendarFile> => readFeed(deps, secret),
    /** In the caller's transaction: with the password or the role the addresses were made under, they go for good. */
    dropAllOf: (tx: Transaction, whose: Whose): Promise<number> => dropAllOf(deps, tx, whose),
    ownVisitFile: (actor: Actor, input: VisitFile): Promise<CalendarFile> => ownVisitFile(deps, actor, input),
  };
}

async function addFeed(
  deps: CalendarDeps,
  actor: Actor,
  { name, password }: AddCalendarFeed,
): Promise<AddedCalendarFeed> {
  const { userId } = actor;
  authorize(actor, 'calendar.own', { userId });
  const confirmed = await deps.auth.confirmPassword(actor, password);
  const secret = newLinkSecret();
  const at = deps.clock.now();
  const id = deps.ids.next<CalendarFeedId>();
  const row = { id, userId, name, secretHash: hashSecret(secret), createdAt: at, lastReadAt: null };
  await confirmed.transact(async ({ q, emit }) => {
    const known = await repo.listFeeds(q, userId, FEEDS_AT_MOST);
    if (known.length >= FEEDS_AT_MOST) {
      throw invalidField('name', 'is one too many: remove another calendar first');
    }
    await repo.insertFeed(q, row);
    const object = { objectType: 'calendar_feed', objectId: id, patientId: actor.patientId };
    await recordAudit(q, { who: actor, at }, { action: 'C', subtype: 'calendar.add', ...object });
    emit({ type: 'user.changed', id: userId });
  });
  await deps.auth.tellOfWayIn(actor, { kind: 'calendar', name });
  return { feed: presentFeed(row), address: `${deps.linkBase()}/calendars/${secret}.ics` };
}

async function removeFeed(deps: CalendarDeps, actor: Actor, { id }: RemoveCalendarFeed): Promise<void> {
  const { userId } = actor;
  authorize(actor, 'calendar.own', { userId });
  const at = deps.clock.now();
  await deps.db.transact(async ({ q, emit }) => {
    const feed = { objectType: 'calendar_feed', objectId: id };
    if (!(await repo.deleteFeed(q, { id, userId }))) {
      throw (await repo.isFeed(q, id)) ? denied('not_found', feed) : new AppError('not_found');
    }
    const object = { ...feed, patientId: actor.patientId };
    await recordAudit(q, { who: actor, at }, { action: 'D', subtype: 'calendar.remove', ...object });
    emit({ type: 'user.changed', id: userId });
  });
}

type Whose = {
  readonly userId: UserId;
  readonly patientId: PatientId | null;
  /** Null for the clinic's own rules. */
  readonly by: Actor | null;
  /** Why, such as `calendar.endByReset`. */
  readonly subtype: string;
};

async function dropAllOf(
  deps: CalendarDeps,
  { q }: Transaction,
  { userId, patientId, by, subtype }: Whose,
): Promise<number> {
  const at = deps.clock.now();
  const feeds = await repo.listFeeds(q, userId, FEEDS_AT_MOST);
  for (const { id } of feeds) {
    await repo.deleteFeed(q, { id, userId });
    const object = { objectType: 'calendar_feed', objectId: id, patientId: patientId ?? undefined };
    await recordAudit(q, { who: by, at }, { action: 'D', subtype, ...object });
  }
  return feeds.length;
}

async function readFeed(deps: CalendarDeps, secret: string): Promise<CalendarFile> {
  const at = deps.clock.now();
  const found = await deps.db.read(async (q) => {
    const feed = await repo.findFeed(q, hashSecret(secret));
    const of = feed === undefined ? undefined : personOf(feed);
    if (feed === undefined || of === undefined) throw denied('not_found', { objectType: 'calendar_feed' });
    const snapshot = await deps.clinic.current(q);
    const rows = await deps.appointments.listForCalendar(q, of, spanOf(of, snapshot, at));
    return { feed, of, rows, snapshot, language: await deps.languages.ofUser(q, feed.userId) };
  });
  const { feed, of, snapshot, ...written } = found;
  await noteReading(deps, { ...feed, at, timeZone: snapshot.settings.timeZone });
  return await writeCalendar({ ...written, reader: readerOf(of), snapshot, at, fileName: 'visits.ics' });
}

/** A feed is as good as the role its person has today. */
function personOf(feed: Pick<Row<'appUser'>, 'role' | 'doctorId' | 'patientId'>): CalendarOf | undefined {
  if (!mayEver(feed.role, 'calendar.own')) return undefined;
  if (feed.doctorId !== null) return { doctorId: feed.doctorId };
  return feed.patientId === null ? undefined : { patientId: feed.patientId };
}

function readerOf(of: CalendarOf): FeedRole {
  return of.doctorId === undefined ? 'patient' : 'doctor';
}

function spanOf(of: CalendarOf, { settings }: ClinicSnapshot, at: Instant) {
  const { timeZone } = settings;
  const days = shownDays(readerOf(of), civilDateOf(at, timeZone));
  return { from: dayBounds(days.from, timeZone).start, before: dayBounds(days.before, timeZone).start };
}

type Reading = {
  readonly id: CalendarFeedId;
  readonly patientId: Row<'appUser'>['patientId'];
  readonly lastReadAt: Instant | null;
  readonly at: Instant;
  readonly timeZone: string;
};

/** The trail has a line for each day on which a calendar asked; the feed itself tells the hour. */
async function noteReading(deps: CalendarDeps, reading: Reading): Promise<void> {
  const { id, patientId, lastReadAt, at, timeZone } = reading;
  if (lastReadAt !== null && at < addMinutes(lastReadAt, NOTED_EVERY_MIN)) return;
  const isNewDay = lastReadAt === null || civilDateOf(lastReadAt, timeZone) !== civilDateOf(at, timeZone);
  await deps.db.transact(async ({ q }) => {
    await repo.noteRead(q, id, at);
    if (!isNewDay) return;
    const object = { objectType: 'calendar_feed', objectId: id, patientId };
    await recordAudit(q, { who: null, at }, { action: 'R', subtype: 'calendar.read', ...object });
  });
}

async function ownVisitFile(deps: CalendarDeps, actor: Actor, { id }: VisitFile): Promise<CalendarFile> {
  const now = deps.clock.now();
  const written = await deps.db.transact(async ({ q }) => {
    const visit = await getVisit(deps, q, id);
    const subject = { patientId: visit.patientId, doctorId: visit.doctorId };
    await requireGrant(q, { actor, now }, { action: 'appointment.readOwn', subject });
    const object = { objectType: 'appointment', objectId: id, patientId: visit.patientId };
    await recordAudit(
      q,
      { who: actor, at: now },
      { action: 'R', subtype: 'appointment.calendar', ...object },
    );
    const language = await deps.languages.ofUser(q, actor.userId);
    return { rows: [visit], language, snapshot: await deps.clinic.current(q) };
  });
  return await writeCalendar({ ...written, reader: 'patient', at: now, fileName: 'visit.ics' });
}

async function getVisit(deps: CalendarDeps, q: Query, id: VisitFile['id']) {
  const row = await deps.appointments.findForCalendar(q, id);
  if (row === undefined) throw new AppError('not_found');
  return row;
}

function presentFeed({ id, name, createdAt, lastReadAt }: Row<'calendarFeed'>): CalendarFeedDto {
  return { id, name, createdAt, lastReadAt };
}
