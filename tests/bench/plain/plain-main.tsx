import { createRoot } from 'react-dom/client';
import type { DayBoard } from '../../../shared/contracts/appointments.ts';
import { epochMs, toInstant } from '../../../shared/time/instant.ts';

/**
 * The raw limit of the day board: the same visits out of the same answer, each as a box with its time,
 * patient, status and type, drawn by plain React with no library, no keyboard, no live line around it.
 */
const PX_PER_MIN = 2;
const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place to draw on');
const root = createRoot(place);
const answer = await fetch(`/dayBoard${location.search}`);
root.render(<Board board={(await answer.json()) as DayBoard} />);

function Board({ board }: { readonly board: DayBoard }) {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: board.timeZone, timeStyle: 'short' });
  const opensAt = Math.min(
    ...board.columns.flatMap(({ appointments }) =>
      appointments.slice(0, 1).map((visit) => at(visit.startsAt)),
    ),
  );
  const top = (instant: string) => ((at(instant) - opensAt) / 60_000) * PX_PER_MIN;
  return (
    <div className="grid">
      {board.columns.map((column) => (
        <div key={column.doctorId} className="column">
          {column.appointments.map((visit) => (
            <div
              key={visit.id}
              data-event={visit.id}
              className="visit"
              style={{ top: top(visit.startsAt), height: top(visit.endsAt) - top(visit.startsAt) - 3 }}
            >
              <b>
                {clock.format(at(visit.startsAt))} {visit.patient.familyName}, {visit.patient.givenName}
              </b>
              <div>
                {visit.status} {visit.type.name}
              </div>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function at(instant: string): number {
  return epochMs(toInstant(instant));
}
