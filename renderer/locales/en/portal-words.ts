import { auth } from './auth.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { portal } from './portal.ts';
import { sessions } from './sessions.ts';

/** The words of the patients' page. */
export const portalWords = { common, errors, auth, portal, sessions } as const;
