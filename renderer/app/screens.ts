import type { Role } from '../../shared/domain/roles.ts';

/** The staff's screens, by role, in the order of the navigation. */
export const SCREENS = {
  receptionist: [
    { to: '/board', label: 'shell.board' },
    { to: '/waiting', label: 'shell.waiting' },
    { to: '/charts', label: 'shell.charts' },
    { to: '/waitlist', label: 'shell.waitlist' },
    { to: '/corrections', label: 'shell.corrections' },
    { to: '/my-actions', label: 'shell.myActions' },
  ],
  doctor: [
    { to: '/my-day', label: 'shell.myDay' },
    { to: '/charts', label: 'shell.charts' },
    { to: '/my-profile', label: 'shell.myProfile' },
    { to: '/my-actions', label: 'shell.myActions' },
  ],
  admin: [
    { to: '/home', label: 'shell.home' },
    { to: '/people', label: 'shell.people' },
    { to: '/audit', label: 'shell.audit' },
    { to: '/opened-charts', label: 'shell.openedCharts' },
    { to: '/privacy', label: 'shell.privacy' },
    { to: '/rights', label: 'shell.rights' },
    { to: '/security-settings', label: 'shell.securitySettings' },
  ],
  patient: [],
} as const satisfies Record<Role, readonly { to: string; label: string }[]>;

/** Those that are not gone to every day: by way of the palette and of what leads to them. */
export const MORE_SCREENS = {
  receptionist: [
    { to: '/absence', label: 'shell.absence' },
    { to: '/paper', label: 'shell.paper' },
  ],
  doctor: [{ to: '/paper', label: 'shell.paper' }],
  admin: [],
  patient: [],
} as const satisfies Record<Role, readonly { to: string; label: string }[]>;
