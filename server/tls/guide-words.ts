import type { Language } from '../../shared/domain/languages.ts';

export type GuideWords = {
  readonly [Text in
    | 'title'
    | 'lead'
    | 'address'
    | 'open'
    | 'download'
    | 'compare'
    | 'steps'
    | 'patients']: string;
} & {
  /** What it is, and how it comes to trust a certificate. */
  readonly devices: readonly (readonly [string, string])[];
};

const ENGLISH: GuideWords = {
  title: 'This clinic speaks only over a protected connection',
  lead: 'Your device does not know the clinic’s certificate yet. Let it trust the certificate once; then open the clinic’s address.',
  address: 'The clinic’s address',
  open: 'Open the clinic',
  download: 'Get the clinic’s certificate',
  compare: 'Before you trust it, compare its fingerprint (SHA-256) with the one on the clinic’s computer:',
  steps: 'How to trust it',
  devices: [
    [
      'Windows',
      'Open the file, choose “Install certificate”, “Local machine”, then “Trusted root certification authorities”.',
    ],
    [
      'macOS',
      'Open the file in Keychain Access, open the certificate there, and under “Trust” choose “Always trust”.',
    ],
    [
      'iPhone, iPad',
      'Open the file, install the profile in Settings, then switch it on under General, About, Certificate trust settings.',
    ],
    [
      'Android',
      'In Settings look for “CA certificate” under Security, Encryption and credentials, and choose the file.',
    ],
    [
      'Linux',
      'Copy the file to /usr/local/share/ca-certificates and run update-ca-certificates; browsers have a list of their own in their settings.',
    ],
  ],
  patients: 'Patients may also ask at the front desk.',
};

const GERMAN: GuideWords = {
  title: 'Diese Praxis spricht nur über eine geschützte Verbindung',
  lead: 'Ihr Gerät kennt das Zertifikat der Praxis noch nicht. Lassen Sie es dem Zertifikat einmal vertrauen; öffnen Sie dann die Adresse der Praxis.',
  address: 'Die Adresse der Praxis',
  open: 'Praxis öffnen',
  download: 'Zertifikat der Praxis holen',
  compare:
    'Vergleichen Sie, bevor Sie ihm vertrauen, seinen Fingerabdruck (SHA-256) mit dem am Computer der Praxis:',
  steps: 'So vertraut Ihr Gerät dem Zertifikat',
  devices: [
    [
      'Windows',
      'Öffnen Sie die Datei, wählen Sie „Zertifikat installieren“, „Lokaler Computer“, dann „Vertrauenswürdige Stammzertifizierungsstellen“.',
    ],
    [
      'macOS',
      'Öffnen Sie die Datei in der Schlüsselbundverwaltung, öffnen Sie dort das Zertifikat und wählen Sie unter „Vertrauen“ „Immer vertrauen“.',
    ],
    [
      'iPhone, iPad',
      'Öffnen Sie die Datei, installieren Sie das Profil in den Einstellungen und schalten Sie es unter Allgemein, Info, Zertifikatsvertrauenseinstellungen ein.',
    ],
    [
      'Android',
      'Suchen Sie in den Einstellungen unter Sicherheit, Verschlüsselung und Anmeldedaten nach „CA-Zertifikat“ und wählen Sie die Datei.',
    ],
    [
      'Linux',
      'Kopieren Sie die Datei nach /usr/local/share/ca-certificates und führen Sie update-ca-certificates aus; Browser haben in ihren Einstellungen eine eigene Liste.',
    ],
  ],
  patients: 'Patienten können auch am Empfang fragen.',
};

/** The page for those who came without encryption: a person with a phone or a new PC in the hand. */
export const GUIDE_WORDS: Readonly<Record<Language, GuideWords>> = { en: ENGLISH, de: GERMAN };
