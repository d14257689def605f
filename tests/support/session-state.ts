import type { BrowserContextOptions } from 'playwright-core';
import { REFRESH_COOKIE } from '../../server/app/request-context.ts';
import type { UserId } from '../../shared/ids.ts';
import { type ActorName, CALLER } from './actors.ts';
import type { ListeningClinic } from './start-clinic.ts';

/** As much of a clinic as a browser needs to be somebody's there. */
export type ScreenHost<Who extends string = ActorName> = Pick<
  ListeningClinic,
  'url' | 'clock' | 'services'
> & {
  readonly actors: Readonly<Record<Who, { readonly userId: UserId }>>;
};

/**
 * The storage of a browser in which the person has signed in before: its first page is their own. For tests
 * of what comes after the sign-in; the form itself has tests of its own.
 */
export async function sessionState<Who extends string>(
  clinic: ScreenHost<Who>,
  who: Who,
): Promise<NonNullable<BrowserContextOptions['storageState']>> {
  const issued = await clinic.services.auth.issueSession(clinic.actors[who].userId, CALLER);
  const { origin, hostname } = new URL(clinic.url);
  const ever = -1;
  const cookie = {
    name: REFRESH_COOKIE,
    value: issued.refreshToken,
    domain: hostname,
    path: '/',
    expires: ever,
  };
  return {
    cookies: [{ ...cookie, httpOnly: true, secure: false, sameSite: 'Strict' }],
    origins: [{ origin, localStorage: [{ name: 'medlink-signed-in', value: '1' }] }],
  };
}
