import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { v7 } from 'uuid';
import { PASSWORD } from '../support/actors.ts';
import { insertPatient } from '../support/factories.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { book, DAY, newRequestId } from '../support/visits.ts';
import type { SignedIn } from './matrix-people.ts';
import { type RouteToThing, THINGS_BEHIND_ROUTES } from './rights-table.ts';

/** One thing behind a plain route, and the call that asks for it. */
export type DoorCell = {
  readonly route: RouteToThing;
  readonly thing: string;
  readonly row: string;
  /** Of what is not there, no line is owed. */
  readonly isThere: boolean;
  readonly call: (by: SignedIn) => Promise<DoorCall>;
};
export type DoorCall = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly payload?: Buffer | string;
  readonly headers: Record<string, string>;
};

type Asked = { readonly path: string; readonly payload?: Buffer | string; readonly type?: string };
type ThingOf<Route extends RouteToThing> = keyof (typeof THINGS_BEHIND_ROUTES)[Route];
type Asking = { [Route in RouteToThing]: Record<ThingOf<Route>, (by: SignedIn) => Promise<Asked>> };

/** The things are made once and serve all callers; what is used up by one call is made for each. */
export function createDoorCells(clinic: TestClinic): DoorCell[] {
  const asking = askingFor(clinic);
  return (Object.keys(THINGS_BEHIND_ROUTES) as RouteToThing[]).flatMap((route) => {
    const [method, url] = route.split(' ') as [DoorCall['method'], string];
    const asks = asking[route] as Record<string, (by: SignedIn) => Promise<Asked>>;
    return Object.entries(THINGS_BEHIND_ROUTES[route]).map(([thing, row]) => ({
      route,
      thing,
      row,
      isThere: !thing.includes('no such'),
      call: async (by: SignedIn) => {
        const { path, payload, type } = (await asks[thing]?.(by)) ?? { path: url };
        const headers: Record<string, string> = { host: 'localhost' };
        if (by.token !== undefined) headers.authorization = `Bearer ${by.token}`;
        if (type !== undefined) headers['content-type'] = type;
        return { method, url: path, headers, ...(payload && { payload }) };
      },
    }));
  });
}

function askingFor(clinic: TestClinic): Asking {
  const { actors, cast, services } = clinic;
  const visit = lazily(async () => (await book(clinic)).id);
  const png = lazily(() =>
    sharp({ create: { width: 40, height: 40, channels: 3, background: '#27a' } })
      .png()
      .toBuffer(),
  );
  const pictureOf = (who: 'patient' | 'doctor') =>
    lazily(async () => {
      const sent = { bytes: await png(), fileName: 'me.png', declaredType: 'image/png' };
      return (await services.pictures.saveOwn(actors[who], sent)).id;
    });
  const [picture, photo] = [pictureOf('patient'), pictureOf('doctor')];
  const feed = lazily(async () => {
    const added = await clinic.call(actors.patient).calendars.addFeed({ name: 'Mine', password: PASSWORD });
    return new URL(added.address).pathname;
  });
  /** Of the session of the cast's patient, which comes for it nowhere: it stays good. */
  const patientsTicket = lazily(
    async () => (await clinic.call(actors.patient).exports.prepareOwn({ password: PASSWORD })).ticket,
  );
  async function ownTicket({ actor }: SignedIn): Promise<string> {
    if (actor?.role === 'patient') {
      return (await clinic.call(actor).exports.prepareOwn({ password: PASSWORD })).ticket;
    }
    return actor?.role === 'admin' ? adminsTicket(clinic, actor) : patientsTicket();
  }
  const at = (path: string) => async () => ({ path });
  const sheet = (doctorId: string) => at(`/api/paper/day-sheet?day=${DAY}&doctorId=${doctorId}`);
  const paper = (kind: string) => async () => ({ path: `/api/paper/visits/${await visit()}/${kind}` });
  const copy = (ticket: string) => ({
    path: '/api/copies',
    payload: JSON.stringify({ ticket }),
    type: 'application/json',
  });
  return {
    'GET /calendars/:file': { 'the patient’s calendar': async () => ({ path: await feed() }) },
    'GET /api/me/appointments/:id/calendar': {
      'the patient’s visit': async () => ({ path: `/api/me/appointments/${await visit()}/calendar` }),
      'no such visit': at(`/api/me/appointments/${v7()}/calendar`),
    },
    'GET /api/paper/day-sheet': {
      'the doctor’s day': sheet(cast.doctor),
      'the day of no such doctor': sheet(v7()),
      'everybody’s or one’s own day': at(`/api/paper/day-sheet?day=${DAY}`),
    },
    'GET /api/paper/visits/:id/:kind': {
      'the routing slip of the patient’s visit': paper('routing-slip'),
      'the card of the patient’s visit': paper('appointment-card'),
      'the card of no such visit': at(`/api/paper/visits/${v7()}/appointment-card`),
    },
    'GET /api/figures/file': {
      'the clinic’s figures': at('/api/figures/file?from=2026-03-01&to=2026-03-02&step=day'),
    },
    'GET /api/pictures/:id': {
      'the patient’s picture': async () => ({ path: `/api/pictures/${await picture()}` }),
      'the doctor’s photo': async () => ({ path: `/api/pictures/${await photo()}` }),
      'no such picture': at(`/api/pictures/${v7()}`),
    },
    'POST /api/copies': {
      'one’s own ticket': async (by) => copy(await ownTicket(by)),
      'the ticket of another session': async () => copy(await patientsTicket()),
      'no such ticket': async () => copy(randomBytes(32).toString('base64url')),
    },
    'PUT /api/profile/picture': {
      'one’s own picture': async () => ({ path: '/api/profile/picture', ...(await formOf(await png())) }),
    },
  };
}

/** For somebody whose wish the desk has noted. */
async function adminsTicket(clinic: TestClinic, actor: NonNullable<SignedIn['actor']>): Promise<string> {
  const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Copied' }));
  const wish = { patientId, kind: 'copy', idDocument: 'passport', requestId: newRequestId() } as const;
  const { id } = await clinic.call(clinic.actors.reception).privacy.note(wish);
  return (await clinic.call(actor).exports.prepare({ id, password: PASSWORD })).ticket;
}

async function formOf(png: Buffer): Promise<{ payload: Buffer; type: string }> {
  const form = new FormData();
  form.append('picture', new File([new Uint8Array(png)], 'me.png', { type: 'image/png' }));
  const sent = new Response(form);
  return {
    payload: Buffer.from(await sent.arrayBuffer()),
    type: sent.headers.get('content-type') ?? '',
  };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
