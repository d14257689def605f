import type { portalWords as english } from '../en/portal-words.ts';
import type { Like } from '../like.ts';
import { firstAuth } from './first-auth.ts';
import { firstCommon } from './first-common.ts';
import { firstErrors } from './first-errors.ts';

/** The words of the patients' first page; the others follow with the screens that say them. */
export const portalWords = {
  common: firstCommon,
  errors: firstErrors,
  auth: firstAuth,
} as const satisfies Like<typeof english>;
