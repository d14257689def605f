/** How strictly the clinic guards its doors. */
export const security = {
  title: 'Security settings',
  lead: 'In force for everybody at once, also for those who are signed in now.',
  standard: 'As delivered: {{value}}',
  groups: {
    sessions: 'Sign-ins',
    factor: 'Second factor',
    breakGlass: 'Charts of strangers',
    hash: 'Stored passwords',
  },
  hints: {
    sessions:
      'Without a person a staff screen locks, a patient is signed out. A shorter time takes hold within a second.',
    factor:
      'A code beside the password, or a passkey. Whoever has to have one and has none is signed out, and sets it up at the next sign-in.',
    breakGlass: 'A doctor who gives a reason can open a chart without treating the patient.',
    hash: 'What one password costs whoever tries to guess it from a stolen database, and each sign-in too. Stored passwords follow at each person’s next sign-in.',
  },
  fields: {
    receptionistIdleMin: 'Screens of the front desk lock after',
    doctorIdleMin: 'Screens of doctors lock after',
    adminIdleMin: 'Screens of administrators lock after',
    patientIdleMin: 'Patients are signed out after',
    receptionistTotalHours: 'A sign-in at the front desk ends after',
    doctorTotalHours: 'A sign-in of doctors ends after',
    adminTotalHours: 'A sign-in of administrators ends after',
    patientTotalHours: 'A sign-in of patients ends after',
    secondFactorFor: 'Has to have one',
    breakGlassPerDay: 'At most, for each doctor',
    hashMemoryKiB: 'Memory',
    hashIterations: 'Passes',
    hashParallelism: 'Threads',
  },
  units: {
    minutes: 'minutes',
    hours: 'hours',
    aDay: 'charts a day',
    kib: 'KiB',
  },
  secondFactorFor: {
    nobody: 'Nobody',
    admins: 'Administrators',
    staff: 'Everybody who works here',
  },
  authority: {
    ending: 'Devices trust this clinic until {{day}} only',
    howTo:
      'Stop MedLink on this computer, run “medlink authority --renew” there, and let every device trust the new certificate.',
  },
  copied: {
    notice: 'A passkey was copied: {{names}}',
    howTo:
      'It signs nobody in any more. Ask its owner to sign in with password and code, add a new one and remove the copied one; without codes, take the passkeys off the account under People.',
  },
  range: 'needs a number from {{min}} to {{max}}',
  saved: 'The settings are in force.',
  stale:
    'Somebody else has saved settings meanwhile. They are shown now; yours are kept in the fields you had changed.',
} as const;
