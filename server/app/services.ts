import { latestKnownTime } from '../db/known-time.ts';
import type { Db } from '../db/transact.ts';
import { type AbsencesService, createAbsences } from '../features/absences/absences.service.ts';
import type { AppointmentDeps } from '../features/appointments/appointments.deps.ts';
import {
  type AppointmentsService,
  createAppointments,
} from '../features/appointments/appointments.service.ts';
import { type AuditService, createAudit } from '../features/audit/audit.service.ts';
import { type AuthService, createAuth, type SignInLimits } from '../features/auth/auth.service.ts';
import { type BookingService, createBooking } from '../features/booking/booking.service.ts';
import { type BreakGlassService, createBreakGlass } from '../features/break-glass/break-glass.service.ts';
import { type CalendarsService, createCalendars } from '../features/calendars/calendars.service.ts';
import { type CallsService, createCalls } from '../features/calls/calls.service.ts';
import { type CallTimesService, createCallTimes } from '../features/call-times/call-times.service.ts';
import { type ClinicService, createClinic } from '../features/clinic/clinic.service.ts';
import { type CorrectionsService, createCorrections } from '../features/corrections/corrections.service.ts';
import { createDelays, type DelaysService } from '../features/delays/delays.service.ts';
import { createDisplays, type DisplaysService } from '../features/displays/displays.service.ts';
import { createDrafts, type DraftsService } from '../features/drafts/drafts.service.ts';
import { createErasure, type ErasureService } from '../features/erasure/erasure.service.ts';
import { createExports, type ExportsService } from '../features/exports/exports.service.ts';
import { createFigures, type FiguresService } from '../features/figures/figures.service.ts';
import { createFlow, type FlowService } from '../features/flow/flow.service.ts';
import { createForms, type FormsService } from '../features/forms/forms.service.ts';
import { createHours, type HoursService } from '../features/hours/hours.service.ts';
import { createHolds, type HoldsService } from '../features/holds/holds.service.ts';
import { createKiosk, type KioskService } from '../features/kiosk/kiosk.service.ts';
import { createLanguages, type LanguagesService } from '../features/languages/languages.service.ts';
import { createLeftovers, type LeftoversService } from '../features/leftovers/leftovers.service.ts';
import { createNotes, type NotesService } from '../features/notes/notes.service.ts';
import { createPaper, type PaperService } from '../features/paper/paper.service.ts';
import { createPatients, type PatientsService } from '../features/patients/patients.service.ts';
import { createPictures, type PicturesService } from '../features/pictures/pictures.service.ts';
import { createPins, type PinsService } from '../features/pins/pins.service.ts';
import { createProfiles, type ProfilesService } from '../features/profiles/profiles.service.ts';
import { createPrivacy, type PrivacyService } from '../features/privacy/privacy.service.ts';
import { createRecalls, type RecallsService } from '../features/recalls/recalls.service.ts';
import { createRequests, type RequestsService } from '../features/requests/requests.service.ts';
import { createRetention, type RetentionService } from '../features/retention/retention.service.ts';
import { createRetentionSettings } from '../features/retention/retention-settings.ts';
import { createRooms, type RoomsService } from '../features/rooms/rooms.service.ts';
import { createSchedule, type ScheduleService } from '../features/schedule/schedule.service.ts';
import { createSecuritySettings } from '../features/security/security-settings.ts';
import { createSecurity, type SecurityService } from '../features/security/security.service.ts';
import { createSeries, type SeriesService } from '../features/series/series.service.ts';
import { createSetup, type SetupService } from '../features/setup/setup.service.ts';
import { createSignals, type SignalsService } from '../features/signals/signals.service.ts';
import { createUsers, type UsersService } from '../features/users/users.service.ts';
import { createWaitlist, type WaitlistService } from '../features/waitlist/waitlist.service.ts';
import type { Instant } from '../../shared/time/instant.ts';
import type { Clock } from '../lib/clock.ts';
import { createForwardClock } from '../lib/forward-clock.ts';
import type { Ids } from '../lib/ids.ts';
import type { Logger } from '../lib/logger.ts';
import type { Mail } from '../lib/mail.ts';
import type { Seal } from '../lib/seal.ts';
import { PERSONAL_DATA } from './personal-data.ts';

/** What every service is built from. */
export type ServiceDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly seal: Seal;
  /** Null where the clinic has no mail server. */
  readonly mail: Mail | null;
  /** Where today's sheet is kept for a power cut; null, or missing, keeps none. */
  readonly sheetFolder?: string | null;
  /** When devices stop trusting this server's authority; null, or missing, where it shows no certificate. */
  readonly authorityEndsAt?: Instant | null;
  /** What links to this clinic begin with. */
  readonly linkBase: () => string;
  /** Where others than its own computer reach the clinic; null, or missing, where nobody does. */
  readonly networkAddress?: () => string | null;
  /** Null lifts them, for load tests on loopback; missing means the defaults. */
  readonly signInLimits?: SignInLimits | null;
};

/** With the clock by which rights run out. */
type WiringDeps = ServiceDeps & { readonly forwardClock: Clock };

export type Services = {
  readonly absences: AbsencesService;
  readonly audit: AuditService;
  readonly auth: AuthService;
  readonly security: SecurityService;
  readonly users: UsersService;
  readonly drafts: DraftsService;
  readonly setup: SetupService;
  readonly patients: PatientsService;
  readonly clinic: ClinicService;
  readonly holds: HoldsService;
  readonly hours: HoursService;
  readonly languages: LanguagesService;
  readonly leftovers: LeftoversService;
  readonly schedule: ScheduleService;
  readonly appointments: AppointmentsService;
  readonly booking: BookingService;
  readonly series: SeriesService;
  readonly calendars: CalendarsService;
  readonly calls: CallsService;
  readonly callTimes: CallTimesService;
  readonly delays: DelaysService;
  readonly displays: DisplaysService;
  readonly kiosk: KioskService;
  readonly requests: RequestsService;
  readonly waitlist: WaitlistService;
  readonly recalls: RecallsService;
  readonly pins: PinsService;
  readonly breakGlass: BreakGlassService;
  readonly corrections: CorrectionsService;
  readonly forms: FormsService;
  readonly notes: NotesService;
  readonly profiles: ProfilesService;
  readonly pictures: PicturesService;
  readonly privacy: PrivacyService;
  readonly exports: ExportsService;
  readonly figures: FiguresService;
  readonly erasure: ErasureService;
  readonly retention: RetentionService;
  readonly paper: PaperService;
  readonly flow: FlowService;
  readonly rooms: RoomsService;
  readonly signals: SignalsService;
};

/** Wires the features, each given what it needs of the others. Reads the keys the database keeps. */
export async function createServices(given: ServiceDeps): Promise<Services> {
  const forwardClock = createForwardClock(given.clock, await given.db.read(latestKnownTime));
  return wire({ ...given, forwardClock });
}

async function wire(deps: WiringDeps): Promise<Services> {
  // Accounts need the clinic's name, and its settings an admin's password.
  const confirmPassword: AuthService['confirmPassword'] = (...asked) => auth.confirmPassword(...asked);
  const clinic = createClinic({ ...deps, confirmPassword });
  const house = { clinic, languages: createLanguages({ ...deps, clinic }) };
  const audit = createAudit({ ...deps, clinic });
  const holds = createHolds(deps);
  const schedule = createSchedule({ ...deps, clinic, holds });
  const patients = createPatients({ ...deps, clinic });
  const drafts = createDrafts(deps);
  const feeds = { calendars: later(() => calendars) };
  const accounts = await ofAccounts({ ...deps, ...house, ...feeds, patients, drafts });
  const { auth, users } = accounts;
  const setup = createSetup({ ...deps, auth, clinic });
  const { rooms, signals } = ofRooms({ ...deps, clinic });
  const callTimes = createCallTimes({ ...deps, clinic });
  const calls = createCalls({ ...deps, clinic });
  const recalls = createRecalls({ ...deps, clinic });
  const ofTheDay = { holds, rooms, signals, calls, callTimes };
  const ofVisits = { ...house, patients, schedule, recalls, ...ofTheDay, ...meeting(() => waiting) };
  const appointments = createAppointments({ ...deps, ...ofVisits });
  const booking = createBooking({ ...deps, clinic, patients, schedule, appointments });
  const series = createSeries({ ...deps, clinic, schedule, appointments });
  const absences = createAbsences({ ...deps, ...house, schedule, appointments });
  const waiting = ofThoseWhoWait({ ...deps, clinic, appointments, recalls });
  const calendars = createCalendars({ ...deps, ...house, appointments, auth });
  const charts = ofCharts({ ...deps, auth, clinic, patients, appointments });
  const data = ofPersonalData({ ...deps, ...house, appointments, auth });
  const lists = { appointments, ...waiting, ...charts, privacy: data.privacy };
  const delays = createDelays({ ...deps, clinic });
  const flow = createFlow({ ...deps, clinic, appointments, calls, delays, rooms });
  return {
    absences,
    audit,
    ...accounts,
    drafts,
    setup,
    patients,
    ...house,
    hours: createHours({ ...deps, clinic }),
    schedule,
    ...ofTheDay,
    ...ofDevices({ ...deps, clinic, appointments }),
    appointments,
    booking,
    series,
    calendars,
    ...waiting,
    ...charts,
    profiles: createProfiles({ ...deps, clinic, patients, users, ...lists }),
    ...data,
    figures: createFigures({ ...deps, ...house, appointments, callTimes }),
    delays,
    flow,
  };
}

/** Who may come in, by whose leave, and for how long: what runs out there does so by the clock that never goes back. */
async function ofAccounts(
  deps: WiringDeps &
    Pick<Services, 'clinic' | 'drafts' | 'languages' | 'patients'> & {
      readonly calendars: ReturnType<typeof later>;
    },
): Promise<Pick<Services, 'auth' | 'breakGlass' | 'security' | 'users'>> {
  const settings = createSecuritySettings(deps.db);
  const forward = { ...deps, settings, clock: deps.forwardClock };
  const auth = await createAuth({ ...forward, deviceClock: deps.clock });
  return {
    auth,
    breakGlass: createBreakGlass({ ...forward, auth }),
    security: createSecurity({ ...deps, settings, auth }),
    users: createUsers({ ...forward, auth }),
  };
}

/** Calendars ask for the password, and a new password ends calendars: they meet once both are made. */
function later(calendars: () => CalendarsService): Pick<CalendarsService, 'dropAllOf'> {
  return { dropAllOf: (...asked) => calendars().dropAllOf(...asked) };
}

/**
 * Requests and the waitlist book visits; a visit that is booked ends a place, and one taken back opens both again: they
 * meet once all are made.
 */
function meeting(
  waiting: () => Pick<Services, 'requests' | 'waitlist'>,
): Pick<AppointmentDeps, 'onUnmade' | 'claimPlace'> {
  return {
    claimPlace: (...asked) => waiting().waitlist.claim(...asked),
    onUnmade: async (...visit) => {
      await waiting().requests.reopenFor(...visit);
      await waiting().waitlist.waitOnFor(...visit);
    },
  };
}

/** On the wall and at the entrance. */
function ofDevices(deps: WiringDeps & Pick<Services, 'clinic' | 'appointments'>) {
  const displays = createDisplays({ ...deps, clock: deps.forwardClock });
  return { displays, kiosk: createKiosk({ ...deps, displays }) };
}

/** Who has asked for a time, would come earlier or is due again, and what the desk looks for a time for. */
function ofThoseWhoWait(deps: ServiceDeps & Pick<Services, 'clinic' | 'appointments' | 'recalls'>) {
  const requests = createRequests(deps);
  const waitlist = createWaitlist(deps);
  return { requests, waitlist, recalls: deps.recalls, pins: createPins(deps) };
}

/** What is to be done in the rooms. */
function ofRooms(deps: ServiceDeps & Pick<Services, 'clinic'>): Pick<Services, 'rooms' | 'signals'> {
  // A call for a dirty room marks it, and the mark that it is clean ends the call.
  const onCleaned: SignalsService['noteCleaned'] = (...cleaned) => signals.noteCleaned(...cleaned);
  const rooms = createRooms({ ...deps, onCleaned });
  const signals = createSignals({ ...deps, rooms });
  return { rooms, signals };
}

/** What stands in a chart beside the visits. */
function ofCharts(deps: WiringDeps & Pick<Services, 'auth' | 'clinic' | 'patients' | 'appointments'>) {
  const forms = createForms(deps);
  return {
    corrections: createCorrections(deps),
    forms,
    notes: createNotes({ ...deps, forms }),
    pictures: createPictures({ ...deps, isLimited: deps.signInLimits !== null }),
  };
}

/** What becomes of people's data as a whole: copies of it, on paper too, its going, and for how long it is kept. */
function ofPersonalData(deps: WiringDeps & Pick<Services, 'clinic' | 'languages' | 'appointments' | 'auth'>) {
  const paper = createPaper(deps);
  const people = { ...deps, personalData: PERSONAL_DATA };
  const periods = createRetentionSettings(people);
  const leftovers = createLeftovers({ ...people, retention: periods });
  const erasure = createErasure({ ...people, paper, leftovers, retention: periods });
  const privacy = createPrivacy({ ...people, erasure });
  return {
    paper,
    leftovers,
    privacy,
    erasure,
    exports: createExports({ ...people, privacy, isLimited: deps.signInLimits !== null }),
    retention: createRetention({ ...people, erasure, leftovers, periods }),
  };
}
