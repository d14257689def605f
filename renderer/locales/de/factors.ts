import type { factors as english } from '../en/factors.ts';
import type { Like } from '../like.ts';

/** Der zweite Faktor des Teams, und wie das Team zu seinen Konten kommt. */
export const factors = {
  step: {
    title: 'Noch ein Schritt',
    lead: 'Der Code, den Ihre Authenticator-App jetzt zeigt, oder einer Ihrer Codes auf Papier.',
    passkey: 'Dazu Ihr Passkey oder an seiner Stelle ein Code.',
    elsewhere: 'Ihre Passkeys gelten nicht für diese Adresse: Hier tritt ein Code an ihre Stelle.',
    usePasskey: 'Passkey verwenden',
    code: 'Code',
    paperCode: 'Code auf Papier',
    submit: 'Anmelden',
    back: 'Von vorn beginnen',
  },
  setting: {
    title: 'Zweiter Faktor',
    lead: 'Ein Code aus einer App auf Ihrem Handy, zusätzlich zum Passwort: Wer Sie beim Tippen beobachtet, kann nichts damit anfangen.',
    off: 'Nur Ihr Passwort meldet Sie an.',
    offWithPasskeys: 'Keine Authenticator-App ist eingerichtet; Ihre Passkeys stehen dafür ein. {{codes}}',
    on: 'Eingeschaltet seit {{date}}. {{codes}}',
    codesLeft_zero: 'Es sind keine Codes auf Papier übrig.',
    codesLeft_one: 'Es ist {{count}} Code auf Papier übrig.',
    codesLeft_other: 'Es sind {{count}} Codes auf Papier übrig.',
    isRequired: 'Die Praxis verlangt ihn von Ihnen.',
    setUp: 'Einrichten',
    renew: 'Neue Codes auf Papier',
    remove: 'Entfernen',
    removed: 'Jetzt meldet Sie allein Ihr Passwort an.',
    removedButPasskeys: 'Die Authenticator-App ist entfernt. Ihre Passkeys bleiben.',
    code: 'Code aus der App oder einer auf Papier',
  },
  passkeys: {
    signIn: 'Mit einem Passkey anmelden',
    title: 'Passkeys',
    lead: 'Ihr Finger, Ihr Gesicht oder die PIN eines Geräts statt Passwort und Code. Ein Passkey antwortet nur der Adresse der Praxis: Keine gefälschte Seite kann ihn verlangen.',
    add: 'Passkey hinzufügen',
    addLead:
      'Zuerst Ihr Passwort, damit niemand das an Ihrem offenen Bildschirm tut. Dann fragt der Browser nach Finger, Gesicht oder PIN.',
    name: 'Name',
    nameHint: 'Damit Sie das Gerät wiedererkennen.',
    next: 'Weiter',
    added: 'Der Passkey ist hinzugefügt.',
    unused: 'Noch nicht benutzt',
    lastUsed: 'Zuletzt benutzt {{when}}',
    addedOn: 'Hinzugefügt {{date}}',
    suspended:
      'Kopiert: Seit {{date}} kommt niemand mit ihm hinein. Fügen Sie einen neuen hinzu, und entfernen Sie diesen.',
    goodAt: 'Gilt für {{host}}',
    rename: 'Umbenennen',
    renameNamed: '„{{name}}“ umbenennen',
    remove: 'Entfernen',
    removeNamed: '„{{name}}“ entfernen',
    removeLead:
      '„{{name}}“ meldet Sie dann nicht mehr an, und was er anderswo angemeldet hat, endet. Das Gerät bietet ihn vielleicht noch an: Löschen Sie ihn auch dort.',
    removeLast: 'Dann meldet Sie allein Ihr Passwort an, und Ihre Codes auf Papier enden.',
    code: 'Code auf Papier oder einer aus der Authenticator-App',
    removed: '„{{name}}“ ist entfernt.',
    full: 'Sie haben {{most}} Passkeys, mehr sind nicht möglich. Entfernen Sie einen, um einen neuen hinzuzufügen.',
    lack: {
      address:
        'Passkeys brauchen eine sichere Adresse der Praxis: eine mit https und einem Namen. Diese Seite kommt von {{host}}.',
      browser: 'Dieser Browser kennt keine Passkeys. Ein neuerer kennt sie.',
    },
    problem: {
      given_up:
        'Es wurde kein Passkey verwendet. Versuchen Sie es noch einmal oder machen Sie ohne ihn weiter.',
      known: 'Dieses Gerät hat schon einen Passkey von Ihnen.',
      failed:
        'Der Browser konnte hier keinen Passkey verwenden. Versuchen Sie ein anderes Gerät oder machen Sie ohne ihn weiter.',
    },
  },
  setUp: {
    passwordLead: 'Zuerst Ihr Passwort, damit niemand das an Ihrem offenen Bildschirm tut.',
    password: 'Ihr Passwort',
    next: 'Weiter',
    scan: 'Scannen Sie dies mit einer Authenticator-App auf Ihrem Handy: Aegis, 2FAS, Google Authenticator oder einer anderen.',
    qr: 'QR-Code für die Authenticator-App',
    typed: 'Oder geben Sie dies in die App ein:',
    code: 'Die sechs Ziffern, die die App zeigt',
    confirm: 'Einschalten',
    codesTitle: 'Ihre Codes auf Papier',
    codesLead:
      'Jeder meldet Sie einmal an, falls Handy oder Passkey verloren gehen. Sie werden nur jetzt gezeigt: Drucken Sie sie oder schreiben Sie sie ab.',
    copy: 'Kopieren',
    copied: 'Die Codes sind kopiert.',
    print: 'Drucken',
    done: 'Ich habe sie aufbewahrt',
  },
  enrol: {
    title: 'Ein zweiter Faktor wird gebraucht',
    lead: '{{clinic}} verlangt von allen in Ihrer Rolle einen zweiten Nachweis neben dem Passwort. Es dauert zwei Minuten und braucht ein Handy.',
    passkey: 'Stattdessen einen Passkey verwenden',
    leave: 'Abmelden',
  },
  invitation: {
    title: 'Willkommen, {{name}}',
    lead: 'Ihr Konto bei {{clinic}}: {{email}}, {{role}}. Wählen Sie das Passwort, mit dem Sie sich anmelden werden.',
    loading: 'Einen Moment',
    badTitle: 'Diese Einladung gilt nicht',
    bad: 'Sie wurde benutzt, zurückgenommen oder ist zu alt. Bitten Sie die einladende Person um eine neue.',
    password: 'Passwort',
    passwordHint_one: 'Mindestens {{count}} Zeichen. Einige Wörter hintereinander merken sich leicht.',
    passwordHint_other: 'Mindestens {{count}} Zeichen. Einige Wörter hintereinander merken sich leicht.',
    submit: 'Beginnen',
    toSignIn: 'Zur Anmeldung',
  },
} as const satisfies Like<typeof english>;
