import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { POLICY_PAGE, policyPage, wordless } from '../docs/policy-page.ts';

describe('the page of rights', () => {
  it('is as the table says; `npm run docs:policy` writes it anew', () => {
    expect(readFileSync(POLICY_PAGE, 'utf8') === policyPage()).toBe(true);
  });

  it('has words for every act, as the screen of rights has', () => {
    expect(wordless()).toEqual([]);
  });
});
