import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApi, createPublicApi } from '../../../renderer/lib/api.ts';
import { reasonOf } from '../../../renderer/lib/errors.ts';
import { createSession } from '../../../renderer/lib/session.ts';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';
import { book } from '../../support/visits.ts';

/** A browser as far as a page’s calls know one: its cookies, and a line that holds some of them up. */
let cookies: Map<string, string>;
let heldUp: { readonly paths: RegExp; readonly until: Promise<void> } | undefined;
let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen({ now: '2026-03-02T07:30:00Z' });
  cookies = new Map();
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    if (heldUp?.paths.test(path)) await heldUp.until;
    const response = await real(`${clinic.url}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return response;
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await clinic.close();
});

function openPage() {
  const open = createPublicApi();
  const session = createSession(() => open.auth.refresh.mutate({}));
  const enter = async (who: ActorName) =>
    session.begin(await open.auth.signIn.mutate({ email: emailOf(who), password: PASSWORD }));
  return { session, enter, api: createApi(session) };
}

const changesOf = (visit: { id: string }) =>
  clinic.db.file.prepare('SELECT version, status FROM appointment WHERE id = ?').get(visit.id);
const drafts = () => clinic.db.file.prepare('SELECT name FROM draft').all();

it('what was on its way when somebody else took the screen over is not done in their name', async () => {
  const visit = await book(clinic);
  const page = openPage();
  await page.enter('reception');
  let release: () => void = () => undefined;
  heldUp = {
    paths: /drafts\.keep|appointments\.cancel/,
    until: new Promise((resolve) => {
      release = resolve;
    }),
  };
  const late = Promise.allSettled([
    page.api.drafts.keep.mutate({ name: 'register', content: '"typed by the first"' }),
    page.api.appointments.cancel.mutate({ id: visit.id, code: 'pat', expectedVersion: 1 }),
  ]);
  page.session.hide();
  await page.enter('doctor');
  release();

  expect((await late).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(changesOf(visit)).toEqual({ version: 1, status: 'booked' });
  expect(drafts()).toEqual([]);
  expect((await page.api.auth.me.query({})).role).toBe('doctor');
});

it('a tab that still shows the one before does nothing in the name of who has signed in beside it', async () => {
  const visit = await book(clinic);
  const [first, second] = [openPage(), openPage()];
  await first.enter('reception');
  await second.enter('doctor');
  const act = first.api.appointments.cancel.mutate({ id: visit.id, code: 'pat', expectedVersion: 1 });

  expect(reasonOf(await act.catch((error: unknown) => error)).code).toBe('unauthenticated');
  expect(changesOf(visit)).toEqual({ version: 1, status: 'booked' });
});

it('a token that is over is renewed, unseen, for the one who is still there', async () => {
  const page = openPage();
  await page.enter('reception');
  page.session.expireToken();

  expect((await page.api.auth.me.query({})).role).toBe('receptionist');
});
