import { connect, type Socket } from 'node:net';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import type { PrivacyRequestId } from '../../../shared/ids.ts';
import { type ActorName, CALLER, PASSWORD } from '../../support/actors.ts';
import { reasonOf } from '../../support/refusal.ts';
import { listen, type ListeningClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const disable = async (who: ActorName) => {
  const id = clinic.actors[who].userId;
  const { items } = await clinic.call(clinic.actors.admin).users.list({});
  const expectedVersion = items.find((user) => user.id === id)?.version ?? 0;
  const change = { id, isActive: false, expectedVersion, password: PASSWORD };
  await clinic.call(clinic.actors.admin).users.setActive(change);
};

/** A line that says what it has heard, and when it is over. */
function dial() {
  const { port, hostname } = new URL(clinic.url);
  const socket: Socket = connect(Number(port), hostname);
  const heard = { text: '', bytes: 0 };
  socket.on('data', (data) => {
    heard.bytes += data.length;
    if (heard.text.length < 10_000) heard.text += data.toString('latin1');
  });
  const over = new Promise<void>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
  return { socket, heard, over };
}

/** All but the end of a picture. */
async function beginUpload(who: ActorName) {
  const jpeg = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#27a' } })
    .jpeg()
    .toBuffer();
  const head =
    '--B\r\nContent-Disposition: form-data; name="picture"; filename="me.jpg"\r\nContent-Type: image/jpeg\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), jpeg, Buffer.from('\r\n--B--\r\n')]);
  const line = dial();
  line.socket.write(
    [
      'PUT /api/profile/picture HTTP/1.1',
      `Host: ${new URL(clinic.url).host}`,
      `Authorization: Bearer ${clinic.tokens[who]}`,
      'Content-Type: multipart/form-data; boundary=B',
      `Content-Length: ${body.length}`,
      'Connection: close',
      '',
      '',
    ].join('\r\n'),
  );
  line.socket.write(body.subarray(0, -20));
  return { ...line, finish: () => line.socket.write(body.subarray(-20)) };
}

const pictures = () => clinic.db.read((q) => q.selectFrom('picture').select('id').execute());

describe('a picture that is still arriving', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['locked', () => clinic.call(clinic.actors.doctor).auth.lock({})],
    ['ended', () => clinic.call(clinic.actors.doctor).auth.signOut({})],
    ['disabled', () => disable('doctor')],
  ])('is broken off and not kept where its sender is %s meanwhile', async (_how, lose) => {
    const upload = await beginUpload('doctor');
    const other = await beginUpload('otherDoctor');
    // Whoever asks after it is answered after it: the server has let both in.
    expect(
      (
        await fetch(`${clinic.url}/api/auth/me`, {
          headers: { authorization: `Bearer ${clinic.tokens.doctor}` },
        })
      ).status,
    ).toBe(200);
    await lose();
    upload.finish();
    await upload.over;
    expect(upload.heard.text).not.toMatch(/^HTTP\/1.1 2/);
    expect(await pictures()).toEqual([]);

    other.finish();
    await other.over;
    expect(other.heard.text).toMatch(/^HTTP\/1.1 200/);
    expect(await pictures()).toHaveLength(1);
  });

  it('is not kept where it had arrived and was being drawn', async () => {
    const bytes = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#27a' } })
      .jpeg()
      .toBuffer();
    const { doctor } = clinic.actors;
    const saving = clinic.services.pictures.saveOwn(doctor, {
      bytes,
      fileName: 'me.jpg',
      declaredType: 'image/jpeg',
    });
    await clinic.call(doctor).auth.lock({});

    expect(await reasonOf(saving)).toBe('session_locked');
    expect(await pictures()).toEqual([]);
  });
});

describe('a copy that is still being sent', () => {
  /** So much that it does not fit into what the operating system keeps of a line. */
  async function wishForMuch(): Promise<PrivacyRequestId> {
    const { patient: patientId } = clinic.cast;
    await clinic.db.transact(async ({ q }) => {
      const line = { action: 'R', subtype: 'patient.get', patientId } as const;
      const who = { who: clinic.actors.reception, at: clinic.clock.now() };
      for (let n = 0; n < 20_000; n += 1) {
        await recordAudit(q, who, { ...line, objectId: newRequestId(), requestId: newRequestId() });
      }
    });
    const wish = {
      patientId,
      kind: 'copy',
      idDocument: 'passport',
      note: '',
      requestId: newRequestId(),
    } as const;
    return (await clinic.call(clinic.actors.reception).privacy.note(wish)).id;
  }

  it('breaks off where its reader is disabled, and is not done', async () => {
    const id = await wishForMuch();
    const { actor, accessToken } = await clinic.services.auth.issueSession(
      clinic.actors.admin.userId,
      CALLER,
    );
    const { ticket } = await clinic.call(actor).exports.prepare({ id, password: PASSWORD });
    const body = JSON.stringify({ ticket });
    const { socket, heard, over } = dial();
    socket.once('data', () => socket.pause());
    socket.write(
      [
        'POST /api/copies HTTP/1.1',
        `Host: ${new URL(clinic.url).host}`,
        `Authorization: Bearer ${accessToken}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
    await expect.poll(() => heard.bytes, { timeout: 20_000 }).toBeGreaterThan(0);
    await clinic.call(actor).auth.signOut({});
    socket.resume();
    await over;

    // The last chunk, which is empty, ends an answer that is whole.
    expect(heard.text).toMatch(/^HTTP\/1.1 200/);
    const { requests } = await clinic
      .call(clinic.actors.reception)
      .privacy.ofPatient({ patientId: clinic.cast.patient });
    expect(requests).toMatchObject([{ id, status: 'open' }]);
  });

  it('is not done by somebody who has lost the right when its last byte leaves', async () => {
    const { patient: patientId } = clinic.cast;
    const wish = {
      patientId,
      kind: 'copy',
      idDocument: 'passport',
      note: '',
      requestId: newRequestId(),
    } as const;
    const { id } = await clinic.call(clinic.actors.reception).privacy.note(wish);
    const { actor } = await clinic.services.auth.issueSession(clinic.actors.admin.userId, CALLER);
    const { ticket } = await clinic.call(actor).exports.prepare({ id, password: PASSWORD });
    const { zip, onSent } = await clinic.services.exports.fetch(actor, ticket);
    await clinic.call(actor).auth.signOut({});

    expect(await reasonOf(onSent())).toBe('unauthenticated');
    zip.destroy();
    const { requests } = await clinic.call(clinic.actors.reception).privacy.ofPatient({ patientId });
    expect(requests).toMatchObject([{ id, status: 'open' }]);
  });
});
