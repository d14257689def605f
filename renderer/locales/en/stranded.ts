/** Coming visits that have lost what they were booked on. */
export const stranded = {
  title: 'Visits to be moved',
  lead: 'The clinic’s hours, doctors or types have changed since these were booked. They stand until somebody moves or cancels them.',
  none: 'Every visit is in its place',
  noneHint: 'When hours change or somebody leaves, the visits it touches are listed here.',
  more: 'Show more',
  move: 'Move',
  cancel: 'Cancel',
  moveOf: 'Move the visit of {{name}}',
  cancelOf: 'Cancel the visit of {{name}}',
  reason: {
    doctor_gone: 'The doctor no longer works here',
    outside_hours: 'Outside the hours',
    type_gone: 'The type of visit has ended',
    type_not_offered: 'No longer offered by this doctor',
  },
} as const;
