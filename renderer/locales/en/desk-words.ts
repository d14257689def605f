import { auth } from './auth.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { setup } from './setup.ts';

/** The words of the staff's page. A feature adds its namespace here. */
export const deskWords = { common, errors, auth, setup } as const;
