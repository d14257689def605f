import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from '../../support/start-clinic.ts';

it('closes at once beside a connection that a browser opened ahead of need', async () => {
  const clinic = await listen();
  const { hostname, port } = new URL(clinic.url);
  const socket = connect(Number(port), hostname);
  const ended = once(socket, 'close');
  await once(socket, 'connect');
  // The server has seen the connection when it answers another one.
  await fetch(`${clinic.url}/healthz`);

  const startedAt = performance.now();
  await clinic.close();
  await ended;

  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
