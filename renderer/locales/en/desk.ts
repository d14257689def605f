/** Words that several of the staff's screens say. */
export const desk = {
  patient: {
    born: '{{date}} ({{age}})',
    chart: 'Chart {{number}}',
  },
  minutesShort_one: '{{count}} min',
  minutesShort_other: '{{count}} min',
  palette: 'Book by one line, or go to a screen',
  goLong: 'Go to a screen',
  goShort: 'Go to',
  paletteShort: 'Book or go to',
  undo: 'Undo',
  undone: {
    book: 'Taken back: the booking of {{name}}',
    move: 'Taken back: {{name}} is where it was',
    cancel: 'Taken back: {{name}} is expected again',
    status: 'Taken back: {{name}}',
    refused: 'Not taken back. {{why}}',
  },
  undoneMany_one: 'Taken back: {{count}} visit',
  undoneMany_other: 'Taken back: {{count}} visits',
  statusChanged: '{{name}}: {{status}}',
  statusRefused: '{{name}} is not {{status}}: {{why}}',
  noStep: '{{name}} is {{from}}: there is no step from here with this key.',
  noMove: '{{name}} is {{from}}: the visit can no longer be moved.',
  noCancel: '{{name}} is {{from}}: the visit can no longer be cancelled.',
  noWay: '{{name}} is {{from}} and cannot become {{to}}.',
} as const;
