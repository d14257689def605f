import { MORE_SCREENS, SCREENS } from '../../renderer/app/screens.ts';
import { SECTIONS } from '../../renderer/features/clinic-setup/sections.ts';
import type { DemoClinic } from './demo-clinic.ts';
import { DESK_SIZE, type Look, PHONE_SIZE } from './screen-of.ts';
import { PORTAL_PAGES, type Visitor } from './walk-screens.ts';

/** Everybody who comes, each with the screens they have; those that show one visit or doctor with one of the demo. */
export function visitorsOf({ db }: DemoClinic, language?: Look['language']): Visitor[] {
  const desk = { size: DESK_SIZE, ...(language !== undefined && { language }) };
  const phone = { ...desk, size: PHONE_SIZE };
  const pathsOf = (role: 'receptionist' | 'doctor' | 'admin') =>
    [...SCREENS[role], ...MORE_SCREENS[role]].map(({ to }) => to as string);
  const one = (sql: string) => String(db.file.prepare(sql).pluck().get());
  const visit = one("SELECT id FROM appointment WHERE status = 'booked' ORDER BY starts_at LIMIT 1");
  const doctor = one('SELECT id FROM doctor ORDER BY name LIMIT 1');
  const slips = ['routing-slip', 'appointment-card'].map((kind) => `/paper?visit=${visit}&kind=${kind}`);
  const sections = SECTIONS.slice(1).map((section) => `/clinic?section=${section}`);
  const hours = `/clinic?section=doctors&doctor=${doctor}`;
  return [
    { who: 'reception', paths: [...pathsOf('receptionist'), ...slips, '/security'], look: desk },
    { who: 'doctor', paths: pathsOf('doctor'), look: desk },
    { who: 'admin', paths: [...pathsOf('admin'), ...sections, hours, '/retention'], look: desk },
    { who: 'patient', paths: [...PORTAL_PAGES, `/portal/new/${doctor}`], look: phone },
    { who: null, paths: ['/', '/forgot', '/call-screen', '/kiosk'], look: desk },
    { who: null, paths: ['/portal', '/portal/register', '/portal/forgot'], look: phone },
  ];
}
