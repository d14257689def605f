import type { firstErrors as english } from '../en/first-errors.ts';
import type { Like } from '../like.ts';

/** Was ein Handy sagen können muss, bevor die übrigen Wörter da sind. */
export const firstErrors = {
  unauthenticated: 'Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich neu an.',
  bad_credentials:
    'E-Mail und Passwort passen nicht zusammen. Bitte prüfen Sie beide und versuchen Sie es noch einmal.',
  not_set_up: 'Diese Praxis ist noch nicht eingerichtet.',
  rate_limited:
    'Zu viele Versuche in kurzer Zeit. Bitte warten Sie eine Minute und versuchen Sie es noch einmal.',
  internal:
    'Auf dem Server der Praxis ist etwas schiefgegangen. Es wurde nichts geändert. Bitte versuchen Sie es noch einmal.',
  internalWithId:
    'Auf dem Server der Praxis ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal. Wenn es so bleibt, nennen Sie der Praxis diese Nummer: {{requestId}}',
  unreachable:
    'Der Server der Praxis antwortet nicht. Ihre Eingaben bleiben erhalten; bitte versuchen Sie es gleich noch einmal.',
} as const satisfies Like<typeof english>;
