import { expect } from 'vitest';
import type { Actor } from '../../server/trpc/context.ts';
import type { TestClinic } from './start-clinic.ts';

/**
 * Until the clinic keeps all these words in one draft of this person: a page that is loaded anew before that
 * may be told of what was kept earlier.
 */
export async function untilKept(
  clinic: Pick<TestClinic, 'call'>,
  person: Actor,
  words: readonly string[],
): Promise<void> {
  const isKept = async () =>
    (await clinic.call(person).drafts.list({})).items.some(({ content }) =>
      words.every((word) => content.includes(word)),
    );
  await expect.poll(isKept).toBe(true);
}
