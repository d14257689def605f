import type { errors as english } from '../en/errors.ts';
import type { Like } from '../like.ts';
import { firstErrors } from './first-errors.ts';

/** Was jede Ablehnung sagt: was geschehen ist, dann was zu tun ist. */
export const errors = {
  ...firstErrors,
  invalid_input: 'Etwas ist nicht richtig ausgefüllt. Bitte sehen Sie die markierten Felder an.',
  session_locked: 'Dieser Bildschirm ist gesperrt. Bitte entsperren Sie ihn zuerst.',
  second_factor_needed: 'Der Code aus der Authenticator-App wird gebraucht.',
  password_short_alone:
    'Ohne zweiten Faktor ist dieses Passwort zu kurz. Wählen Sie zuerst eines mit 15 Zeichen oder mehr; die Verwaltung kann dafür einen Code drucken.',
  absence_refused:
    'Ein Termin kann nicht mehr dorthin, wo er hin sollte. Es wurde nichts geändert: Bitte sehen Sie den Plan noch einmal an.',
  enrolment_needed: 'Die Praxis verlangt einen zweiten Faktor: Bitte richten Sie ihn zuerst ein.',
  factor_on: 'Ein zweiter Faktor ist schon eingerichtet.',
  insecure_origin:
    'Passkeys brauchen die sichere Adresse der Praxis: eine mit https und einem Namen, keiner Zahl.',
  passkey_refused:
    'Dieser Passkey wurde nicht angenommen. Bitte versuchen Sie es noch einmal oder melden Sie sich mit dem Passwort an.',
  passkey_known: 'Dieser Passkey ist schon eingerichtet.',
  passkey_suspended:
    'Von diesem Passkey gibt es eine Kopie, darum kommt niemand mehr mit ihm hinein. Melden Sie sich mit Passwort und Code an, fügen Sie einen neuen Passkey hinzu, und sagen Sie Ihrer Verwaltung Bescheid.',
  account_disabled: 'Dieses Konto ist abgeschaltet. Bitte wenden Sie sich an die Praxis.',
  forbidden: 'Mit diesem Konto ist das nicht erlaubt.',
  not_found: 'Das gibt es nicht mehr. Vielleicht wurde es an einem anderen Platz entfernt.',
  email_taken: 'Mit dieser E-Mail gibt es schon ein Konto. Melden Sie sich damit an.',
  slot_taken: 'Diese Zeit ist nicht für den ganzen Termin frei. Bitte wählen Sie eine andere.',
  patient_busy:
    'Um diese Zeit gibt es schon einen anderen Termin dieses Patienten. Bitte wählen Sie eine andere Zeit.',
  room_taken:
    'Der Raum ist zu dieser Zeit belegt. Bitte wählen Sie einen anderen Raum oder eine andere Zeit.',
  outside_hours: 'Zu dieser Zeit ist keine Sprechstunde. Bitte wählen Sie eine andere.',
  in_the_past: 'Diese Zeit ist schon vorbei. Bitte wählen Sie eine spätere.',
  too_short_notice:
    'Das ist zu kurzfristig für eine Online-Buchung. Wählen Sie eine spätere Zeit oder rufen Sie die Praxis an.',
  beyond_horizon: 'So weit im Voraus vergibt die Praxis keine Termine. Bitte wählen Sie einen früheren Tag.',
  off_grid: 'Zu dieser Minute beginnen keine Termine. Bitte wählen Sie eine der angebotenen Zeiten.',
  dates_refused:
    'Einige dieser Termine passen nicht mehr. Es wurde nichts gespeichert; bitte sehen Sie die markierten an.',
  doctor_inactive:
    'Hier werden zurzeit keine Termine vergeben. Bitte wählen Sie eine andere Ärztin oder einen anderen Arzt.',
  specialization_inactive:
    'In dieser Fachrichtung werden zurzeit keine Termine vergeben. Bitte wählen Sie eine andere.',
  type_inactive: 'Diese Terminart wird zurzeit nicht angeboten. Bitte wählen Sie eine andere.',
  type_not_offered: 'Diese Terminart wird hier nicht angeboten. Bitte wählen Sie eine andere.',
  type_not_online: 'Diese Terminart kann nicht online gebucht werden. Bitte fragen Sie die Praxis danach.',
  override_not_allowed: 'Doppelbuchungen sind hier nicht erlaubt. Bitte wählen Sie eine freie Zeit.',
  illegal_transition: 'Das geht nicht mehr: Der Status des Termins hat sich inzwischen geändert.',
  not_in_clinic:
    'Das geht nur im Netz der Praxis. Verbinden Sie sich mit ihrem WLAN und versuchen Sie es noch einmal, oder gehen Sie zum Empfang.',
  not_arrival_time:
    'Das geht ab einer Stunde vor Ihrem Termin bis zu seinem Ende. Sonst gehen Sie bitte zum Empfang.',
  request_not_pending: 'Diese Anfrage ist schon beantwortet.',
  duplicate_request: 'Sie haben für diesen Tag und diese Tageszeit schon eine offene Anfrage.',
  too_many_requests_open:
    'So viele Anfragen, wie die Praxis von einer Person annimmt, warten schon auf Antwort. Ziehen Sie eine zurück, oder warten Sie.',
  too_many_places_open:
    'Sie stehen so oft auf der Warteliste, wie die Praxis es von einer Person annimmt. Geben Sie einen Platz auf, oder warten Sie auf ein Angebot.',
  duplicate_patient: 'Ein Patient mit diesem Namen und Geburtsdatum ist schon bekannt.',
  chart_closed:
    'Diese Akte wurde mit einer anderen zusammengeführt und nimmt keine Einträge mehr auf. Bitte öffnen Sie jene.',
  chart_erased:
    'Was die Praxis über diese Person hatte, wurde gelöscht: Neues wird über sie nicht mehr festgehalten.',
  clock_doubtful:
    'Es wurde nichts gelöscht: Nach der Uhr des Praxisrechners hat hier mehr als einen Monat lang niemand gearbeitet, und sie kann falsch gehen. Bitte stellen Sie sie. Geht sie richtig, ist das Löschen nach einer Woche Arbeit wieder möglich.',
  account_elsewhere:
    'Eine der beiden Akten passt nicht: Die neue braucht ein Konto, die andere darf keines haben.',
  last_admin:
    'Das ist das letzte Konto, das die Praxis verwalten kann. Geben Sie diese Rolle zuerst einer anderen Person.',
  no_mail: 'Die Praxis kann zurzeit keine E-Mails senden. Bitte fragen Sie am Empfang.',
  not_a_picture:
    'Dieses Bild kann MedLink nicht lesen. Bitte wählen Sie JPEG, PNG oder WebP mit höchstens 5 MB.',
  visit_to_come:
    'Dieser Termin steht noch bevor. Die Notiz kann ab seiner Zeit unterschrieben werden, oder sobald die Person da ist; bis dahin bleibt sie ein Entwurf.',
  note_signed:
    'Diese Notiz ist schon unterschrieben und bleibt, wie sie ist. Tragen Sie Neues als Nachtrag ein.',
  picture_too_large:
    'Das ist zu groß. Bitte senden Sie ein einzelnes Bild mit höchstens 5 MB und 24 Megapixeln.',
  nothing_to_undo: 'Es gibt nichts rückgängig zu machen.',
  stale_version:
    'Das wurde inzwischen von jemand anderem geändert. Jetzt sehen Sie den neuesten Stand; bitte prüfen Sie ihn und versuchen Sie es noch einmal.',
  request_id_reused:
    'Das wurde schon mit anderem Inhalt gesendet. Bitte sehen Sie in der Liste nach und versuchen Sie es noch einmal.',
  already_taken: 'Diese Zeit wurde schon vergeben. Ihr Platz auf der Warteliste bleibt.',
  already_offered: 'Diese Zeit wird schon angeboten. Bitte warten Sie die Antworten ab.',
  offer_over: 'Dieses Angebot ist abgelaufen. Ihr Platz auf der Warteliste bleibt.',
  not_waiting: 'Dieser Platz auf der Warteliste ist nicht mehr offen.',
  nobody_fits: 'Niemand auf der Warteliste kann zu dieser Zeit kommen.',
  recall_closed:
    'Dieser Eintrag ist nicht mehr offen: Jemand hat ihn gebucht oder beendet. Sie sehen jetzt den neuesten Stand.',
  already_recalled: 'Für diese Terminart steht die Person schon auf der Recall-Liste.',
  already_asked: 'Darum haben Sie schon gebeten. Die Praxis wird antworten.',
  already_decided: 'Das ist schon beantwortet. Jetzt sehen Sie den neuesten Stand.',
  erasure_blocked: 'Etwas steht der Löschung dieser Daten entgegen. Bitte sehen Sie die Liste der Gründe an.',
  already_set_up: 'Diese Praxis ist schon eingerichtet. Bitte melden Sie sich an.',
  name_taken: 'Dieser Name ist schon vergeben. Bitte wählen Sie einen anderen.',
  storage_full:
    'Auf dem Server der Praxis ist kein Platz mehr, um das zu speichern. Bitte sagen Sie der Praxis Bescheid.',
} as const satisfies Like<typeof english>;
