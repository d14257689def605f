import type { portalWords as english } from '../en/portal-words.ts';
import type { Like } from '../like.ts';
import { auth } from './auth.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';

/** The words of the patients' first page; the others follow with the screens that say them. */
export const portalWords = { common, errors, auth } as const satisfies Like<typeof english>;
