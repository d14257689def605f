/** The page for those who came without encryption: a person with a phone or a new PC in the hand. */
export const GUIDE_WORDS = {
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
} as const;
