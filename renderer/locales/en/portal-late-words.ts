import { auth } from './auth.ts';
import { calendars } from './calendars.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { portal } from './portal.ts';
import { recovery } from './recovery.ts';
import { sessions } from './sessions.ts';

/** What the patients' page says once somebody is signed in, or has lost the way in. */
export const portalLateWords = {
  auth,
  common,
  errors,
  fields,
  portal,
  recovery,
  sessions,
  calendars,
} as const;
