import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLER } from '../../support/actors.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

let clinic: ListeningClinic;
beforeAll(async () => {
  clinic = await listen();
});
afterAll(() => clinic.close());

const call = (method: string, path: string) =>
  fetch(`${clinic.url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${clinic.tokens.reception}` },
  });

describe('a DELETE door', () => {
  it('answers 204 and not a word, with and without a slash at the end', async () => {
    for (const slash of ['', '/']) {
      const { actor } = await clinic.services.auth.issueSession(clinic.actors.reception.userId, CALLER);
      const answer = await call('DELETE', `/auth/sessions/${actor.sessionId}${slash}`);

      expect(answer.status).toBe(204);
      expect(await answer.text()).toBe('');
      expect((await call('DELETE', `/auth/sessions/${actor.sessionId}${slash}`)).status).toBe(404);
    }
  });

  it('is described so', async () => {
    const document = (await (await call('GET', '/schema/')).json()) as {
      paths: Record<string, Record<string, { responses: Record<string, object> }>>;
    };
    const responses = document.paths['/auth/sessions/{id}']?.delete?.responses ?? {};

    expect(responses['204']).toEqual({ description: 'Done' });
    expect(Object.keys(responses)).not.toContain('200');
    expect(Object.keys(responses)).toContain('404');
  });
});
