/** The day of the visit on the phone: to say that one has come, and the place in the line. */
export const portalDay = {
  here: 'I am here',
  hereHint: 'Press it once you are at the clinic. The front desk sees it at once.',
  opens: 'From {{time}} on you can say here that you have come.',
  outside:
    'Already at the clinic? Join its Wi-Fi and you can say here that you have come. Or go to the front desk.',
  late: '{{doctor}} runs about {{minutes}} late today.',
  line: 'Your place in the line',
  ticket: 'Your number',
  next: 'You are next',
  before_one: '{{count}} person before you',
  before_other: '{{count}} people before you',
  wait: {
    unknown: 'How long it takes cannot be said yet.',
    soon: 'It may be any moment.',
    upTo: 'Your turn within {{most}}',
    about: 'Your turn in about {{most}}',
    range: 'Your turn in about {{least}} to {{most}}',
  },
  basis: 'By how this doctor’s last {{count}} visits went. Who comes in an emergency goes first.',
} as const;
