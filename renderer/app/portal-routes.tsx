import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { lazy } from 'react';
import { NotFound } from './not-found.tsx';
import { PortalRoot } from './portal-root.tsx';
import { ScreenFailed } from './screen-failed.tsx';

const DoctorScreen = lazy(() =>
  import('../features/portal/booking/doctor-screen.tsx').then((module) => ({ default: module.DoctorScreen })),
);
const AnyDoctorScreen = lazy(() =>
  import('../features/portal/booking/any-doctor-screen.tsx').then((module) => ({
    default: module.AnyDoctorScreen,
  })),
);
const MoveScreen = lazy(() =>
  import('../features/portal/booking/move-screen.tsx').then((module) => ({ default: module.MoveScreen })),
);

const FormsScreen = lazy(() =>
  import('../features/portal/forms/forms-screen.tsx').then((module) => ({ default: module.FormsScreen })),
);

const root = createRootRoute({ component: PortalRoot, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../features/portal/home-screen.tsx'), 'HomeScreen'),
});

/** Drawn by the root while nobody is signed in; leads home once somebody is. */
const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: () => <Navigate to="/" replace />,
});

/** Drawn by the root, whoever is signed in. */
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot' });
const reset = createRoute({ getParentRoute: () => root, path: '/reset' });

const doctors = createRoute({
  getParentRoute: () => root,
  path: '/new',
  component: lazyRouteComponent(
    () => import('../features/portal/booking/doctors-screen.tsx'),
    'DoctorsScreen',
  ),
});

const anyDoctor = createRoute({
  getParentRoute: () => root,
  path: '/new/any',
  validateSearch: ({ specialization }): { specialization?: string } =>
    typeof specialization === 'string' ? { specialization } : {},
  component: () => <AnyDoctorScreen specializationId={anyDoctor.useSearch().specialization} />,
});

const doctor = createRoute({
  getParentRoute: () => root,
  path: '/new/$doctorId',
  component: () => <DoctorScreen doctorId={doctor.useParams().doctorId} />,
});

const past = createRoute({
  getParentRoute: () => root,
  path: '/visits',
  component: lazyRouteComponent(
    () => import('../features/portal/visits/past-visits-screen.tsx'),
    'PastVisitsScreen',
  ),
});

const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  component: lazyRouteComponent(
    () => import('../features/portal/access/access-log-screen.tsx'),
    'AccessLogScreen',
  ),
});

const myData = createRoute({
  getParentRoute: () => root,
  path: '/my-data',
  component: lazyRouteComponent(
    () => import('../features/portal/my-data/my-data-screen.tsx'),
    'MyDataScreen',
  ),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyRouteComponent(
    () => import('../features/portal/profile/profile-screen.tsx'),
    'ProfileScreen',
  ),
});

const move = createRoute({
  getParentRoute: () => root,
  path: '/visits/$visitId/move',
  component: () => <MoveScreen visitId={move.useParams().visitId} />,
});

const questions = createRoute({
  getParentRoute: () => root,
  path: '/visits/$visitId/questions',
  component: () => <FormsScreen visitId={questions.useParams().visitId} />,
});

const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  component: lazyRouteComponent(() => import('./security-screen.tsx'), 'SecurityScreen'),
});

const waitlist = createRoute({
  getParentRoute: () => root,
  path: '/earlier',
  component: lazyRouteComponent(
    () => import('../features/portal/waitlist/waitlist-screen.tsx'),
    'WaitlistScreen',
  ),
});

export function createPortalRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      security,
      waitlist,
      register,
      forgot,
      reset,
      doctors,
      anyDoctor,
      doctor,
      past,
      access,
      move,
      questions,
      myData,
      profile,
    ]),
    basepath: '/portal',
    scrollRestoration: true,
    defaultErrorComponent: ScreenFailed,
    defaultPendingMs: 200,
  });
}
