import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import { APPOINTMENT_STATUSES } from '../../../shared/domain/appointment-status.ts';
import { type BoardFilter, type BoardLook, type BoardMark, withPart } from './board-address.ts';
import type { VisitColumn, VisitEvent } from './board-columns.ts';

type Doctors = Pick<ClinicOverview, 'doctors'> | undefined;

/** The columns a filter leaves; the same array when nobody is left out. */
export function filterColumns(
  columns: readonly VisitColumn[],
  filter: BoardFilter,
  overview: Doctors,
): readonly VisitColumn[] {
  const { doctor, fields } = filter;
  const wanted = fold(filter.find ?? '');
  if (wanted === '' && doctor === undefined && fields === undefined) return columns;
  const fieldsOf = new Map<string, readonly { readonly id: string; readonly name: string }[]>(
    (overview?.doctors ?? []).map(({ id, specializations }) => [id, specializations]),
  );
  return columns.filter(({ id, title }) => {
    const own = fieldsOf.get(id) ?? [];
    const words = [title, ...own.map(({ name }) => name)];
    return (
      (doctor === undefined || id === doctor) &&
      (fields === undefined || own.some((field) => fields.some((one) => one === field.id))) &&
      words.some((word) => fold(word).includes(wanted))
    );
  });
}

/** Without the words of an address that are no status. */
export function withKnownStatuses(look: BoardLook): BoardLook {
  const known = look.statuses?.filter((status) => APPOINTMENT_STATUSES.includes(status));
  return withPart(look, 'statuses', known);
}

/**
 * Sets the visits aside that a filter does not mean: they keep their time and say no more than that it is
 * taken. Hands out the same objects for the same ones, so that a change of the filter draws only what it
 * touches.
 */
export function createSieve() {
  const asides = new WeakMap<VisitEvent, VisitEvent>();
  let known = new WeakMap<VisitColumn, VisitColumn>();
  let last: BoardFilter = {};

  function aside(event: VisitEvent): VisitEvent {
    const made = asides.get(event) ?? { ...event, data: { ...event.data, isAside: true } };
    asides.set(event, made);
    return made;
  }
  return (columns: readonly VisitColumn[], filter: BoardFilter): readonly VisitColumn[] => {
    if (!narrowsVisits(filter)) return columns;
    if (filter !== last) known = new WeakMap();
    last = filter;
    return columns.map((column) => {
      const isAllMeant = column.events.every(({ data }) => isMeant(data, filter));
      const made =
        known.get(column) ??
        (isAllMeant
          ? column
          : {
              ...column,
              events: column.events.map((event) => (isMeant(event.data, filter) ? event : aside(event))),
            });
      known.set(column, made);
      return made;
    });
  };
}

function narrowsVisits({ types, statuses, marks }: BoardFilter): boolean {
  return types !== undefined || statuses !== undefined || marks !== undefined;
}

const HAS: Readonly<Record<BoardMark, (visit: AppointmentDto) => boolean>> = {
  urgent: ({ urgency }) => urgency === 'high' || urgency === 'emergency',
  allergy: ({ hasAllergyAlert }) => hasAllergyAlert,
  first: ({ isFirstVisit }) => isFirstVisit,
  interpreter: ({ needsInterpreter }) => needsInterpreter,
  balance: ({ hasBalance }) => hasBalance,
  note: ({ hasNote }) => hasNote,
};

function isMeant(visit: AppointmentDto, { types, statuses, marks }: BoardFilter): boolean {
  return (
    (types === undefined || types.includes(visit.type.id)) &&
    (statuses === undefined || statuses.includes(visit.status)) &&
    (marks === undefined || marks.every((mark) => HAS[mark](visit)))
  );
}

/** Small letters without accents. */
function fold(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
