export const setup = {
  title: 'Set up your clinic',
  lead: 'This machine becomes the clinic’s server. It takes a minute and can be changed later.',
  elsewhereTitle: 'Not set up yet',
  elsewhere:
    'A clinic is set up at the computer that hosts it: open MedLink there, and come back here afterwards.',
  elsewhereCommand:
    'Has that computer no screen? Then the command “medlink user add --role admin” makes the first account.',
  elsewhereAgain: 'Look again',
  clinicName: 'Name of the clinic',
  timeZone: 'Time zone',
  timeZoneHint: 'All times are shown on this clock.',
  timeZoneNone: 'No time zone has this name',
  admin: 'The first administrator',
  adminName: 'Your name',
  adminEmail: 'Email',
  adminPassword: 'Password',
  passwordHint: 'At least 15 characters. Four or five words in a row are strong and easy to remember.',
  passwordLength_one: '{{count}} more character',
  passwordLength_other: '{{count}} more characters',
  passwordEnough: 'Long enough',
  passwordShort: 'at least 15 characters',
  fill: 'What to start with',
  fillDemo: 'A demo clinic',
  fillDemoHint:
    'Doctors, patients and eight weeks of visits, to look around. The demo accounts get your password.',
  fillEmpty: 'An empty clinic',
  fillEmptyHint: 'Only your account. Doctors, hours and rooms come next.',
  submit: 'Set up the clinic',
  working: 'Setting up the clinic',
  workingDemo:
    'Doctors, patients and eight weeks of visits. This takes some seconds; please keep the page open.',
  workingEmpty: 'Just a moment.',
} as const;
