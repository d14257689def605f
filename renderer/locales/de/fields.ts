import type { fields as english } from '../en/fields.ts';
import type { Like } from '../like.ts';

/** Was über ein Feld gesagt wird. */
export const fields = {
  'is needed': 'fehlt noch',
  'is needed: an empty note cannot be signed':
    'fehlt noch: Eine leere Notiz kann nicht unterschrieben werden',
  'has to end after it starts': 'das Ende muss nach dem Beginn liegen',
  'has to end after it starts, within {{n}} days':
    'das Ende muss nach dem Beginn liegen, innerhalb von {{n}} Tagen',
  'has to be the same day or later': 'muss derselbe Tag oder später sein',
  'has to be on or after the first day': 'muss der erste Tag oder später sein',
  'has to be a day such as 2026-03-02': 'muss ein Tag sein, etwa 2026-03-02',
  'has to be today for a walk-in': 'muss ohne Termin heute sein',
  'has passed; choose today or later': 'ist vorbei; wählen Sie heute oder später',
  'is over for today; choose a later one or another day':
    'ist für heute vorbei; wählen Sie eine spätere oder einen anderen Tag',
  'has six digits': 'hat sechs Ziffern',
  'has characters that cannot be typed': 'enthält Zeichen, die man nicht tippen kann',
  'at most {{n}}': 'höchstens {{n}}',
  'at most {{n}} characters': 'höchstens {{n}} Zeichen',
  'at most {{n}} days at once': 'höchstens {{n}} Tage auf einmal',
  'at most {{n}} visits at once': 'höchstens {{n}} Termine auf einmal',
  'at least {{n}} characters': 'mindestens {{n}} Zeichen',
  'needs at least {{n}} characters': 'braucht mindestens {{n}} Zeichen',
  'needs the PIN or the password': 'braucht die PIN oder das Passwort',
  'needs an IANA time zone such as Europe/Berlin': 'muss eine Zeitzone sein, etwa Europe/Berlin',
  'needs a time of day such as 09:30': 'muss eine Uhrzeit sein, etwa 09:30',
  'needs a real date and time with an offset, such as 2026-03-05T10:15:00Z':
    'muss ein Zeitpunkt sein, etwa 2026-03-05T10:15:00Z',
  'needs a real calendar date such as 2026-03-05': 'muss ein Datum sein, etwa 2026-03-05',
  'needs a phone number: digits, spaces and + ( ) - . /':
    'muss eine Telefonnummer sein: Ziffern, Leerzeichen und + ( ) - . /',
  'needs a name of small letters, digits, colons and hyphens':
    'muss aus Kleinbuchstaben, Ziffern, Doppelpunkten und Bindestrichen bestehen',
  'needs a day of the week': 'braucht einen Wochentag',
  'needs two answers at least, and only where there is a choice': 'braucht mindestens zwei Antworten',
  'needs JSON': 'muss JSON sein',
  'needs steps of five': 'geht in Fünferschritten',
  'needs 4 to 8 digits': 'braucht 4 bis 8 Ziffern',
  'needs the number of the chart that is closed: the name differs':
    'braucht die Nummer der Akte, die geschlossen wird: Der Name ist ein anderer',
  'needs the number of the chart that is closed: the birth date differs':
    'braucht die Nummer der Akte, die geschlossen wird: Das Geburtsdatum ist ein anderes',
  'needs the number of the chart that is closed: name and birth date differ':
    'braucht die Nummer der Akte, die geschlossen wird: Name und Geburtsdatum sind andere',
  'names something twice': 'nennt etwas doppelt',
  'names a doctor twice': 'nennt jemanden doppelt',
  'names a day the series does not have': 'nennt einen Tag, den die Serie nicht hat',
  'names a visit that is not moved': 'nennt einen Termin, der nicht verschoben wird',
  'is the next day': 'ist der nächste Tag',
  'is not needed beside a doctor': 'ist nicht nötig, wenn jemand gewählt ist',
  'is not of the specialization that was asked for': 'gehört nicht zur gewünschten Fachrichtung',
  'is not the doctor who was asked': 'ist nicht, bei wem angefragt wurde',
  'belongs to accounts of doctors only': 'gehört nur zu ärztlichen Konten',
  'belongs to no series': 'gehört zu keiner Serie',
  'belongs to the demo clinic: use an address of your own':
    'gehört zur Beispielpraxis: Verwenden Sie eine eigene Adresse',
  'contradicts the allergies written down': 'widerspricht den eingetragenen Allergien',
  'fits several people: give the chart number': 'passt zu mehreren Personen: Geben Sie die Aktennummer an',
  'has an account already': 'hat schon ein Konto',
  'has an open invitation: send that one again': 'hat eine offene Einladung: Senden Sie diese erneut',
  'is a visit or a recall, and not both': 'ist ein Termin oder ein Eintrag der Recall-Liste, nicht beides',
  'is for a doctor who has an account meanwhile: sign in with that one':
    'Diese Einladung gilt einer Ärztin oder einem Arzt, wofür es inzwischen ein Konto gibt. Melden Sie sich damit an.',
  'is chosen when somebody goes in': 'wird gewählt, wenn jemand hineingeht',
  'is not a cursor of this list': 'gehört nicht zu dieser Liste',
  'is not a known field': 'ist kein bekanntes Feld',
  'is not known here': 'ist hier nicht bekannt',
  'is not right': 'ist falsch',
  'is not right or too old': 'ist falsch oder zu alt',
  'is not right or too old: have a new one sent':
    'ist falsch oder zu alt: Lassen Sie sich einen neuen senden',
  'is not right, or was used already': 'ist falsch oder wurde schon benutzt',
  'is not right, was used, or is too old: ask for a new invitation':
    'ist falsch, benutzt oder zu alt: Bitten Sie um eine neue Einladung',
  'is not right, was used, or is too old: ask for a new one':
    'ist falsch, benutzt oder zu alt: Fordern Sie einen neuen an',
  'is not whom the recall is about': 'ist nicht die Person auf der Recall-Liste',
  'is not who waits there': 'ist nicht die Person auf diesem Platz der Warteliste',
  'is one too many: remove another calendar first':
    'ist einer zu viel: Entfernen Sie zuerst einen anderen Kalender',
  'is one too many: remove another passkey first':
    'ist einer zu viel: Entfernen Sie zuerst einen anderen Passkey',
  'is one too many: remove another screen first':
    'ist eine zu viel: Entfernen Sie zuerst eine andere Anzeige',
  'is one too many: wait until the desk has looked at the others':
    'ist einer zu viel: Warten Sie, bis der Empfang die anderen angesehen hat',
  'has to be said in words': 'muss in Worten gesagt werden',
  'is open to you already': 'ist für Sie schon offen',
  'is the account of a patient': 'ist das Konto eines Patienten',
  'is the one they have': 'ist die jetzige',
  'is the one you have': 'haben Sie schon',
  'is too easy to guess': 'ist zu leicht zu erraten',
  'repeats too few characters': 'wiederholt zu wenige Zeichen',
  'is made of words that are guessed first': 'besteht aus Wörtern, die zuerst geraten werden',
  'repeats a part of itself': 'wiederholt einen Teil von sich',
  'is your own account: ask another admin':
    'ist Ihr eigenes Konto: Bitten Sie eine andere Person der Verwaltung',
  'leaves fewer than two visits': 'lässt weniger als zwei Termine übrig',
  'leaves nothing to move': 'lässt nichts zu verschieben übrig',
  'lies in the future': 'liegt in der Zukunft',
  'lies in the past': 'liegt in der Vergangenheit',
  'lies too far back': 'liegt zu weit zurück',
  'needs a month such as 2026-03': 'muss ein Monat sein, etwa 2026-03',
  'needs an empty clinic: this one holds imported data, start with it':
    'braucht eine leere Praxis: Diese enthält eingelesene Daten, beginnen Sie mit ihnen',
  'needs you to have a second factor first': 'verlangt, dass Sie zuerst einen zweiten Faktor haben',
  'no longer all fit': 'passen nicht mehr alle',
  'two openings of one weekday overlap': 'zwei Sprechzeiten eines Wochentags überschneiden sich',
  'was sent to another address': 'wurde an eine andere Adresse gesendet',
} as const satisfies Like<typeof english>;
