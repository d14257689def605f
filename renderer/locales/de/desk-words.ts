import type { deskWords as english } from '../en/desk-words.ts';
import type { Like } from '../like.ts';
import { audit } from './audit.ts';
import { auth } from './auth.ts';
import { board } from './board.ts';
import { booking } from './booking.ts';
import { breakGlass } from './break-glass.ts';
import { calendars } from './calendars.ts';
import { card } from './card.ts';
import { common } from './common.ts';
import { corrections } from './corrections.ts';
import { desk } from './desk.ts';
import { displays } from './displays.ts';
import { doctorProfile } from './doctor-profile.ts';
import { errors } from './errors.ts';
import { factors } from './factors.ts';
import { fields } from './fields.ts';
import { flow } from './flow.ts';
import { lock } from './lock.ts';
import { myDay } from './my-day.ts';
import { paper } from './paper.ts';
import { patients } from './patients.ts';
import { people } from './people.ts';
import { privacy } from './privacy.ts';
import { recovery } from './recovery.ts';
import { requests } from './requests.ts';
import { retention } from './retention.ts';
import { rights } from './rights.ts';
import { security } from './security.ts';
import { sessions } from './sessions.ts';
import { setup } from './setup.ts';
import { signals } from './signals.ts';
import { waitlist } from './waitlist.ts';

/** The words of the staff's page. A feature adds its namespace here. */
export const deskWords = {
  common,
  errors,
  fields,
  audit,
  auth,
  setup,
  desk,
  board,
  flow,
  booking,
  requests,
  myDay,
  paper,
  patients,
  breakGlass,
  rights,
  lock,
  sessions,
  calendars,
  factors,
  recovery,
  people,
  security,
  privacy,
  card,
  corrections,
  signals,
  waitlist,
  retention,
  doctorProfile,
  displays,
} as const satisfies Like<typeof english>;
