import { useHasKeptText } from '../../lib/draft.ts';
import type { AppointmentId } from '../../../shared/ids.ts';

export const NOTE_PARTS = ['reason', 'findings', 'plan'] as const;
type Part = (typeof NOTE_PARTS)[number];

/** What a part of a visit's note is kept under until it is signed. */
export function draftOf(id: AppointmentId, part: Part): string {
  return `note:${id}:${part}`;
}

export function useIsNoteBegun(id: AppointmentId): boolean {
  return useHasKeptText(NOTE_PARTS.map((part) => draftOf(id, part)));
}
