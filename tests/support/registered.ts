import type { Registered, SignedIn } from '../../shared/contracts/auth.ts';

/** Where the clinic sends no mail, whoever registers is in at once. */
export function inAtOnce(answer: Registered): SignedIn {
  if ('isMailed' in answer) throw new Error('a mail is on its way instead');
  return answer;
}
