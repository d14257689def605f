import { auth } from './auth.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';

/** The words of the patients' first page; the others follow with the screens that say them. */
export const portalWords = { common, errors, auth } as const;
