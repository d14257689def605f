import type { lock as english } from '../en/lock.ts';
import type { Like } from '../like.ts';

/** Der gesperrte Bildschirm eines gemeinsamen PCs und die PIN, die ihn öffnet. */
export const lock = {
  lock: 'Bildschirm sperren',
  lockHint: 'Bildschirm sperren (Strg+L)',
  title: 'Gesperrt',
  heading: '{{name}} ist angemeldet',
  pin: 'PIN',
  password: 'Passwort',
  unlock: 'Entsperren',
  erase: 'Letzte Ziffer löschen',
  digit: 'Ziffer {{digit}}',
  usePassword: 'Passwort verwenden',
  usePin: 'PIN verwenden',
  pinNeeded: 'Die PIN hat 4 bis 8 Ziffern.',
  pinWrong_one: 'Diese PIN ist falsch. Es bleibt ein Versuch.',
  pinWrong_other: 'Diese PIN ist falsch. Es bleiben {{count}} Versuche.',
  pinSpent: 'Zu viele falsche PINs. Bitte verwenden Sie das Passwort.',
  passwordWrong: 'Dieses Passwort ist falsch.',
  someoneElse: 'Jemand anderes',
  someoneElseHint: 'Was {{name}} nicht beendet hat, bleibt für {{name}} aufgehoben.',
  backTo: 'Zurück zu {{name}}',
} as const satisfies Like<typeof english>;
