import { type ActorName, CALLER } from './actors.ts';
import type { TestApi, TestClinic } from './start-clinic.ts';

/** The procedures as this person may call them in a new session: the clock has gone past the end of the first one. */
export async function comeBack(clinic: TestClinic, who: ActorName): Promise<TestApi> {
  const { actor } = await clinic.services.auth.issueSession(clinic.actors[who].userId, CALLER);
  return clinic.call(actor);
}
