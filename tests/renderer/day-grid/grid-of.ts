import type { GridColumn, GridEvent, GridScale } from '../../../renderer/ui/day-grid/types.ts';

export const scale: GridScale = { startMin: 8 * 60, endMin: 18 * 60, pxPerMin: 1.6, stepMin: 15 };

/** `'10:15'` as minutes since midnight. */
export function at(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

/** An event from `'10:00-10:30'`; a `~` in front makes it muted. */
export function eventOf(text: string, id = text): GridEvent<null> {
  const isMuted = text.startsWith('~');
  const [start = '', end = ''] = text.replace('~', '').split('-');
  return {
    id,
    startMin: at(start),
    endMin: at(end),
    isMuted,
    beginsBefore: false,
    goesOn: false,
    isFixed: false,
    data: null,
  };
}

/** A column open 9-12 and 13-17, with these events. */
export function columnOf(id: string, ...events: string[]): GridColumn<null> {
  return {
    id,
    title: id,
    subtitle: '',
    open: [
      { startMin: at('9:00'), endMin: at('12:00') },
      { startMin: at('13:00'), endMin: at('17:00') },
    ],
    blocked: [{ kind: 'break', startMin: at('12:00'), endMin: at('13:00') }],
    events: events.map((text) => eventOf(text)),
  };
}
