import { hasKeptText } from '../../lib/draft.ts';
import type { AppointmentId } from '../../../shared/ids.ts';

export const NOTE_PARTS = ['reason', 'findings', 'plan'] as const;
type Part = (typeof NOTE_PARTS)[number];

/** What a part of a visit's note is kept under until it is signed. */
export function draftOf(id: AppointmentId, part: Part): string {
  return `note:${id}:${part}`;
}

export function isNoteBegun(id: AppointmentId): boolean {
  return NOTE_PARTS.some((part) => hasKeptText(draftOf(id, part)));
}
