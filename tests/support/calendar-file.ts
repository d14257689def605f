import ICAL from 'ical.js';

/** An event as an independent parser understands it. */
export type ReadEvent = {
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly summary: string;
  readonly location: string;
  readonly startsAt: string;
  readonly endsAt: string;
};

/** The events of a calendar file by its own VTIMEZONE. Throws where the parser does, or a rule of RFC 5545 is broken. */
export function readCalendar(body: string): ReadEvent[] {
  requireForm(body);
  const calendar = new ICAL.Component(ICAL.parse(body) as [string, [], []]);
  const zones = calendar.getAllSubcomponents('vtimezone').map((each) => new ICAL.Timezone(each));
  const at = (event: ICAL.Component, name: string): string => {
    const property = event.getFirstProperty(name);
    const time = property?.getFirstValue() as ICAL.Time;
    const zone = zones.find(({ tzid }) => tzid === property?.getParameter('tzid'));
    if (zone === undefined) throw new Error(`${name} names a zone the file does not have`);
    time.zone = zone;
    return new Date(time.toUnixTime() * 1000).toISOString();
  };
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const text = (name: string) => String(event.getFirstPropertyValue(name) ?? '');
    for (const name of ['uid', 'dtstamp', 'dtstart', 'sequence', 'status']) {
      if (event.getAllProperties(name).length !== 1) throw new Error(`${name} is there once`);
    }
    return {
      uid: text('uid'),
      sequence: Number(text('sequence')),
      status: text('status'),
      summary: text('summary'),
      location: text('location'),
      startsAt: at(event, 'dtstart'),
      endsAt: at(event, 'dtend'),
    };
  });
}

/** What a parser forgives and a validator does not. */
function requireForm(body: string): void {
  if (!body.startsWith('BEGIN:VCALENDAR\r\n') || !body.endsWith('END:VCALENDAR\r\n')) {
    throw new Error('a calendar is all there is');
  }
  if (body.replaceAll('\r\n', '').match(/[\r\n]/)) throw new Error('lines end with CRLF');
  for (const row of body.split('\r\n')) {
    if (Buffer.byteLength(row) > 75) throw new Error(`longer than 75 octets: ${row}`);
  }
  for (const needed of ['VERSION:2.0', 'PRODID:', 'METHOD:PUBLISH']) {
    if (!body.includes(`\r\n${needed}`)) throw new Error(`${needed} is missing`);
  }
}
