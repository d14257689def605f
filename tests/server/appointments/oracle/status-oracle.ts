import type { OracleShape, OracleVisit, Verdict } from './oracle.ts';

/** What may follow what, spelled out; stepping back, reopening and cancelling are judged elsewhere. */
const FORWARD = ['booked', 'confirmed', 'arrived', 'checked_in', 'in_room', 'with_doctor', 'completed'];
const ENDS: Readonly<Record<string, readonly string[]>> = {
  booked: ['no_show', 'entered_in_error'],
  confirmed: ['no_show', 'entered_in_error'],
  arrived: ['left', 'entered_in_error'],
  checked_in: ['left', 'entered_in_error'],
  in_room: ['left', 'entered_in_error'],
  with_doctor: ['left', 'entered_in_error'],
  completed: ['entered_in_error'],
};

/** Said ahead of the day: these three only. */
const ANY_DAY = ['booked', 'confirmed', 'entered_in_error'];

/** As long as the clinic waits before it calls anybody a no-show. */
const GRACE_MS = 15 * 60_000;

type Change = { readonly to: string; readonly now: number };

export function statusVerdict(shape: OracleShape, visit: OracleVisit, { to, now }: Change): Verdict {
  const [from, step] = [FORWARD.indexOf(visit.status), FORWARD.indexOf(to)];
  const isForward = from !== -1 && step > from;
  const isBack = visit.trail.at(-1) === to;
  const isEnd = ENDS[visit.status]?.includes(to) ?? false;
  const isLaterDay = shape.clock.at(visit.start).date > shape.clock.at(now).date;
  const isTooEarly = isLaterDay && !ANY_DAY.includes(to);
  const hasNotBegun = to === 'no_show' && visit.start + GRACE_MS > now;
  const isRefused = !(isForward || isBack || isEnd) || isTooEarly || hasNotBegun;
  return isRefused
    ? { isOk: false, reasons: new Set(['illegal_transition']) }
    : { isOk: true, end: visit.end, roomId: visit.roomId };
}

/** The steps a visit came by, so that one step back leads where it really was. */
export function trailAfter(visit: OracleVisit, to: string): string[] {
  if (!FORWARD.includes(to) || !FORWARD.includes(visit.status)) return [];
  return visit.trail.at(-1) === to ? visit.trail.slice(0, -1) : [...visit.trail, visit.status];
}
