import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { FIGURE_STEPS, type FigureStep } from '../../shared/domain/figures.ts';
import { SLIP_KINDS, type SlipKind } from '../../shared/domain/paper.ts';
import { mayEver } from '../../shared/domain/policy.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { AppointmentId, DoctorId, PatientId } from '../../shared/ids.ts';
import { type CivilDate, parseCivilDate } from '../../shared/time/civil-date.ts';
import { type Instant, parseInstant } from '../../shared/time/instant.ts';
import { readBoardAddress } from '../features/board/board-address.ts';
import { type Section, sectionOf } from '../features/clinic-setup/sections.ts';
import type { Session } from '../lib/session.ts';
import { DeskRoot } from './desk-root.tsx';
import { loadBoard, loadMyDay } from './desk-screens.ts';
import { NotFound } from './not-found.tsx';
import type { createPortalRouter } from './portal-routes.tsx';
import { ScreenFailed } from './screen-failed.tsx';

type RouterContext = { readonly session: Session };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
const HOME_OF = { receptionist: '/board', doctor: '/my-day', admin: '/home' } as const;

/** Sends a person to their own screen; whoever is not signed in stays and sees the sign-in. */
function only(role: Exclude<Role, 'patient'> | undefined, { session }: RouterContext): void {
  const state = session.store.get();
  if (state.status !== 'signed_in' || state.me.role === role) return;
  if (state.me.role === 'patient') throw redirect({ href: '/portal', reloadDocument: true });
  throw redirect({ to: HOME_OF[state.me.role] });
}

const root = createRootRouteWithContext<RouterContext>()({
  component: DeskRoot,
  notFoundComponent: NotFound,
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => only(undefined, context),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/board',
  validateSearch: readBoardAddress,
  beforeLoad: ({ context }) => only('receptionist', context),
  component: lazyRouteComponent(loadBoard, 'BoardRoute'),
});

const waiting = createRoute({
  getParentRoute: () => root,
  path: '/waiting',
  beforeLoad: ({ context }) => only('receptionist', context),
  component: lazyRouteComponent(() => import('./waiting-route.tsx'), 'WaitingRoute'),
});

/** Of those who set up the devices on the wall. */
const displays = createRoute({
  getParentRoute: () => root,
  path: '/displays',
  beforeLoad: ({ context }) => {
    const state = context.session.store.get();
    if (state.status === 'signed_in' && !mayEver(state.me.role, 'display.manage')) only(undefined, context);
  },
  component: lazyRouteComponent(() => import('../features/displays/displays-screen.tsx'), 'DisplaysScreen'),
});

const myDay = createRoute({
  getParentRoute: () => root,
  path: '/my-day',
  beforeLoad: ({ context }) => only('doctor', context),
  component: lazyRouteComponent(loadMyDay, 'MyDayRoute'),
});

const unsignedNotes = createRoute({
  getParentRoute: () => root,
  path: '/unsigned-notes',
  beforeLoad: ({ context }) => only('doctor', context),
  component: lazyRouteComponent(() => import('../features/notes/unsigned-screen.tsx'), 'UnsignedScreen'),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/home',
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(() => import('../features/setup/home-screen.tsx'), 'HomeScreen'),
});

type FiguresSearch = { from?: CivilDate; to?: CivilDate; step?: FigureStep; doctor?: DoctorId };

const figures = createRoute({
  getParentRoute: () => root,
  path: '/figures',
  validateSearch: ({ from, to, step, doctor }): FiguresSearch => ({
    ...(typeof from === 'string' && { from: parseCivilDate(from) }),
    ...(typeof to === 'string' && { to: parseCivilDate(to) }),
    ...(FIGURE_STEPS.some((known) => known === step) && { step: step as FigureStep }),
    ...(isUuid(doctor) && { doctor: doctor as DoctorId }),
  }),
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(() => import('./figures-route.tsx'), 'FiguresRoute'),
});

/** Of everybody who works here. */
const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  beforeLoad: ({ context }) => {
    const state = context.session.store.get();
    if (state.status === 'signed_in' && state.me.role === 'patient') only(undefined, context);
  },
  component: lazyRouteComponent(() => import('./security-screen.tsx'), 'SecurityScreen'),
});

/** Drawn by the root, whoever is signed in. */
const callScreen = createRoute({ getParentRoute: () => root, path: '/call-screen' });
const kiosk = createRoute({ getParentRoute: () => root, path: '/kiosk' });
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot' });
const reset = createRoute({ getParentRoute: () => root, path: '/reset' });
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation' });

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(() => import('../features/audit/audit-screen.tsx'), 'AuditScreen'),
});

const myActions = createRoute({
  getParentRoute: () => root,
  path: '/my-actions',
  component: lazyRouteComponent(() => import('../features/audit/audit-screen.tsx'), 'OwnAuditScreen'),
});

/** Of those who keep charts, and of those who treat. */
const charts = createRoute({
  getParentRoute: () => root,
  path: '/charts',
  // A chart somebody may not see, or none at all, says so on the screen.
  validateSearch: (search): { patient?: PatientId } => {
    const { patient } = search;
    return isUuid(patient) ? { patient: patient as PatientId } : {};
  },
  beforeLoad: ({ context }) => {
    const state = context.session.store.get();
    if (state.status === 'signed_in' && !mayEver(state.me.role, 'patient.read')) only(undefined, context);
  },
  component: lazyRouteComponent(() => import('./charts-route.tsx'), 'ChartsRoute'),
});

type PaperSearch = { day?: CivilDate; doctor?: DoctorId; visit?: AppointmentId; kind?: SlipKind };

/** Of those who have a board. */
const paper = createRoute({
  getParentRoute: () => root,
  path: '/paper',
  validateSearch: ({ day, doctor, visit, kind }): PaperSearch => ({
    ...(typeof day === 'string' && { day: parseCivilDate(day) }),
    ...(isUuid(doctor) && { doctor: doctor as DoctorId }),
    ...(isUuid(visit) && { visit: visit as AppointmentId }),
    ...(SLIP_KINDS.some((known) => known === kind) && { kind: kind as SlipKind }),
  }),
  beforeLoad: ({ context }) => {
    const state = context.session.store.get();
    if (state.status === 'signed_in' && !mayEver(state.me.role, 'board.read')) only(undefined, context);
  },
  component: lazyRouteComponent(() => import('./paper-route.tsx'), 'PaperRoute'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(() => import('../features/people/people-screen.tsx'), 'PeopleScreen'),
});

const securitySettings = createRoute({
  getParentRoute: () => root,
  path: '/security-settings',
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(
    () => import('../features/security/security-settings-screen.tsx'),
    'SecuritySettingsScreen',
  ),
});

const stranded = createRoute({
  getParentRoute: () => root,
  path: '/stranded',
  beforeLoad: ({ context }) => only('receptionist', context),
  component: lazyRouteComponent(() => import('./stranded-route.tsx'), 'StrandedRoute'),
});

type ClinicSearch = { section?: Section; doctor?: DoctorId };

const clinic = createRoute({
  getParentRoute: () => root,
  path: '/clinic',
  validateSearch: ({ section, doctor }): ClinicSearch => ({
    ...(sectionOf(section) !== undefined && { section: sectionOf(section) }),
    ...(isUuid(doctor) && { doctor: doctor as DoctorId }),
  }),
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(() => import('./clinic-setup-route.tsx'), 'ClinicSetupRoute'),
});

const privacy = createRoute({
  getParentRoute: () => root,
  path: '/privacy',
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(() => import('../features/privacy/privacy-screen.tsx'), 'PrivacyScreen'),
});

const corrections = createRoute({
  getParentRoute: () => root,
  path: '/corrections',
  beforeLoad: ({ context }) => only('receptionist', context),
  component: lazyRouteComponent(
    () => import('../features/corrections/corrections-screen.tsx'),
    'CorrectionsScreen',
  ),
});

type WaitlistSearch = { doctor?: DoctorId; start?: Instant; end?: Instant; add?: PatientId };

const waitlist = createRoute({
  getParentRoute: () => root,
  path: '/waitlist',
  // A free time that is mistyped is none: the list alone opens.
  validateSearch: ({ doctor, start, end, add }): WaitlistSearch => ({
    ...(isUuid(add) && { add: add as PatientId }),
    ...(isUuid(doctor) && { doctor: doctor as DoctorId }),
    ...(typeof start === 'string' && { start: parseInstant(start) }),
    ...(typeof end === 'string' && { end: parseInstant(end) }),
  }),
  beforeLoad: ({ context }) => only('receptionist', context),
  component: lazyRouteComponent(() => import('./waitlist-route.tsx'), 'WaitlistRoute'),
});

const recalls = createRoute({
  getParentRoute: () => root,
  path: '/recalls',
  beforeLoad: ({ context }) => {
    const state = context.session.store.get();
    if (state.status === 'signed_in' && !mayEver(state.me.role, 'recall.read')) only(undefined, context);
  },
  component: lazyRouteComponent(() => import('./recalls-route.tsx'), 'RecallsRoute'),
});

type AbsenceSearch = { doctor?: DoctorId; day?: CivilDate };

const absence = createRoute({
  getParentRoute: () => root,
  path: '/absence',
  validateSearch: ({ doctor, day }): AbsenceSearch => ({
    ...(isUuid(doctor) && { doctor: doctor as DoctorId }),
    ...(typeof day === 'string' && { day: parseCivilDate(day) }),
  }),
  beforeLoad: ({ context }) => only('receptionist', context),
  component: lazyRouteComponent(() => import('./absence-route.tsx'), 'AbsenceRoute'),
});

const retention = createRoute({
  getParentRoute: () => root,
  path: '/retention',
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(
    () => import('../features/retention/retention-screen.tsx'),
    'RetentionScreen',
  ),
});

const myProfile = createRoute({
  getParentRoute: () => root,
  path: '/my-profile',
  beforeLoad: ({ context }) => only('doctor', context),
  component: lazyRouteComponent(
    () => import('../features/my-profile/my-profile-screen.tsx'),
    'MyProfileScreen',
  ),
});

const myHours = createRoute({
  getParentRoute: () => root,
  path: '/my-hours',
  beforeLoad: ({ context }) => only('doctor', context),
  component: lazyRouteComponent(() => import('../features/my-hours/my-hours-screen.tsx'), 'MyHoursScreen'),
});

const openedCharts = createRoute({
  getParentRoute: () => root,
  path: '/opened-charts',
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(() => import('../features/break-glass/review-screen.tsx'), 'ReviewScreen'),
});

const rights = createRoute({
  getParentRoute: () => root,
  path: '/rights',
  beforeLoad: ({ context }) => only('admin', context),
  component: lazyRouteComponent(() => import('../features/rights/rights-screen.tsx'), 'RightsScreen'),
});

export function createDeskRouter(context: RouterContext) {
  return createRouter({
    routeTree: root.addChildren([
      start,
      board,
      waiting,
      displays,
      callScreen,
      kiosk,
      myDay,
      unsignedNotes,
      charts,
      home,
      figures,
      people,
      paper,
      myHours,
      myProfile,
      retention,
      corrections,
      waitlist,
      recalls,
      absence,
      privacy,
      securitySettings,
      clinic,
      stranded,
      openedCharts,
      rights,
      security,
      audit,
      myActions,
      forgot,
      reset,
      invitation,
    ]),
    context,
    defaultPreload: false,
    defaultErrorComponent: ScreenFailed,
    defaultPendingMs: 200,
  });
}

/** The two pages share one type of address, so that a link names a real one of either. */
declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter> | ReturnType<typeof createPortalRouter>;
  }
}
