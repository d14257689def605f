/** Words that several of the staff's screens say. */
export const desk = {
  patient: {
    born: '{{date}} ({{age}})',
    chart: 'Chart {{number}}',
  },
  minutesShort_one: '{{count}} min',
  minutesShort_other: '{{count}} min',
  undo: 'Undo',
  statusChanged: '{{name}}: {{status}}',
  statusRefused: '{{name}} is not {{status}}: {{why}}',
  noStep: '{{name}} is {{from}}: there is no step from here with this key.',
  noMove: '{{name}} is {{from}}: the visit can no longer be moved.',
  noCancel: '{{name}} is {{from}}: the visit can no longer be cancelled.',
  noWay: '{{name}} is {{from}} and cannot become {{to}}.',
} as const;
