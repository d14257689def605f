/** The visits in the calendars of one's own devices. */
export const calendars = {
  title: 'Visits in your own calendar',
  lead: 'A secret address that the calendar of your phone or computer subscribes to. It follows every change by itself. It shows when and with whom, never why.',
  leadDoctor:
    'A secret address that the calendar of your phone or computer subscribes to. It follows every change by itself. Patients appear by their initials, and never with a reason.',
  none: 'No calendar reads your visits.',
  add: 'Make an address',
  addLead:
    'Whoever has the address sees your visits. Make one for each device, so that each can be taken back alone.',
  name: 'For which calendar',
  nameHint: 'Such as “Phone” or “Home computer”.',
  make: 'Make the address',
  address: 'The address for “{{name}}”',
  addressHint:
    'It is shown this once. In the calendar, choose to subscribe or to add a calendar from an address, and paste it there.',
  addressNote: 'It answers in the clinic’s network; elsewhere the calendar keeps what it saw last.',
  copy: 'Copy',
  copied: 'The address is copied.',
  done: 'I have it',
  neverRead: 'Not asked for yet',
  lastRead: 'Last read {{when}}',
  madeOn: 'Made on {{date}}',
  remove: 'Take back',
  removeNamed: 'Take back the address for “{{name}}”',
  removed: 'The address for “{{name}}” is no longer answered.',
  full: 'You have {{most}} addresses, and that is as many as there may be. Take one back to make another.',
} as const;
