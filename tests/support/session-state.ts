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

/** The browser as it names itself to the clinic: that of the session, or a page left in its first moment signs it out. */
const DEVICE =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36';

/**
 * A browser in which the person has signed in before: its first page is their own. For tests of what comes
 * after the sign-in; the form itself has tests of its own.
 */
export async function sessionState<Who extends string>(
  clinic: ScreenHost<Who>,
  who: Who,
): Promise<Required<Pick<BrowserContextOptions, 'storageState' | 'userAgent'>>> {
  const issued = await clinic.services.auth.issueSession(clinic.actors[who].userId, {
    ...CALLER,
    device: DEVICE,
  });
  const { origin, hostname } = new URL(clinic.url);
  const ever = -1;
  const cookie = {
    name: REFRESH_COOKIE,
    value: issued.refreshToken,
    domain: hostname,
    path: '/',
    expires: ever,
  };
  const storageState = {
    cookies: [{ ...cookie, httpOnly: true, secure: false, sameSite: 'Strict' as const }],
    origins: [{ origin, localStorage: [{ name: 'medlink-signed-in', value: '1' }] }],
  };
  return { storageState, userAgent: DEVICE };
}
