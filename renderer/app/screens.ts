import type { Role } from '../../shared/domain/roles.ts';

/** The staff's screens, by role, in the order of the navigation. */
export const SCREENS = {
  receptionist: [
    { to: '/board', label: 'shell.board' },
    { to: '/waiting', label: 'shell.waiting' },
    { to: '/charts', label: 'shell.charts' },
    { to: '/waitlist', label: 'shell.waitlist' },
  ],
  doctor: [
    { to: '/my-day', label: 'shell.myDay' },
    { to: '/charts', label: 'shell.charts' },
  ],
  admin: [
    { to: '/home', label: 'shell.home' },
    { to: '/figures', label: 'shell.figures' },
    { to: '/clinic', label: 'shell.clinic' },
    { to: '/people', label: 'shell.people' },
    { to: '/audit', label: 'shell.audit' },
  ],
  patient: [],
} as const satisfies Record<Role, readonly { to: string; label: string }[]>;

/** Those that are not gone to every day: under "More", in the palette, and by way of what leads to them. */
export const MORE_SCREENS = {
  receptionist: [
    { to: '/recalls', label: 'shell.recalls' },
    { to: '/absence', label: 'shell.absence' },
    { to: '/stranded', label: 'shell.stranded' },
    { to: '/paper', label: 'shell.paper' },
    { to: '/displays', label: 'shell.displays' },
    { to: '/corrections', label: 'shell.corrections' },
    { to: '/my-actions', label: 'shell.myActions' },
  ],
  doctor: [
    { to: '/unsigned-notes', label: 'shell.unsignedNotes' },
    { to: '/recalls', label: 'shell.recalls' },
    { to: '/paper', label: 'shell.paper' },
    { to: '/my-hours', label: 'shell.myHours' },
    { to: '/my-profile', label: 'shell.myProfile' },
    { to: '/my-actions', label: 'shell.myActions' },
  ],
  admin: [
    { to: '/opened-charts', label: 'shell.openedCharts' },
    { to: '/privacy', label: 'shell.privacy' },
    { to: '/displays', label: 'shell.displays' },
    { to: '/security-settings', label: 'shell.securitySettings' },
    { to: '/rights', label: 'shell.rights' },
  ],
  patient: [],
} as const satisfies Record<Role, readonly { to: string; label: string }[]>;
