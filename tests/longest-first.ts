import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What runs longest, though its file is short: begun last, it would keep one worker busy while the others are done.
 * A machine that has run the suite before goes by its own times, one that has not by the size of the files.
 */
const LONG = [
  'e2e/every-screen-elsewhere',
  'e2e/every-screen',
  'e2e/portal-controls',
  'e2e/languages',
  'e2e/content-policy',
  'e2e/portal-hands',
  'e2e/passkeys',
  'e2e/people',
  'security/role-matrix',
  'durability/storm',
  'security/foreign-pages',
  'server/schedule/daylight-saving',
  'durability/kill',
  'server/appointments/histories',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => (a.project.name === b.project.name ? rankOf(a) - rankOf(b) : 0));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONG.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
  return rank === -1 ? LONG.length : rank;
}
