import type { Call } from '../../lib/current-call.ts';
import type { AuditEntry, Who } from './audit.repo.ts';

export type DenialLine = {
  readonly who: Who;
  readonly entry: AuditEntry;
  /** Named also where the line tells of repetitions, long afterwards; many together are of no one call. */
  readonly call?: Call;
};
/** The same refusal again and again within a while: its first line is written, the others are counted. */
type Fold = DenialLine & { readonly sinceMs: number; repeats: number };

const FOLDED_FOR_MS = 10 * 60 * 1000;
/** So many different refusals of one person in that time have lines of their own; the rest is one number. */
const MAX_LINES_EACH = 100;
const MAX_FOLDS = 20_000;

export type FoldKey = {
  /** Whose refusal it is; or of whom together, where nobody is known. */
  readonly person: string;
  readonly what: string;
  /** Undefined where those together have more than one. */
  readonly address: string | undefined;
};

export type DenialFolds = {
  /** True when this refusal is to be written as it is; else it has been counted. */
  add(key: FoldKey, line: DenialLine, nowMs: number): boolean;
  /** Lines telling how often refusals came again; all of them, or those whose time is up. */
  take(which: 'all' | 'overdue', nowMs: number): DenialLine[];
};

/** Keeps a flood of refusals, or of what is done all day, from filling the disk. */
export function createDenialFolds(foldedForMs = FOLDED_FOR_MS): DenialFolds {
  // Both in the order they were begun in, so that those whose time is up come first.
  const folds = new Map<string, Fold>();
  const linesOf = new Map<string, { readonly sinceMs: number; count: number }>();

  function hasLineLeft(person: string, nowMs: number): boolean {
    const known = linesOf.get(person) ?? { sinceMs: nowMs, count: 0 };
    known.count += 1;
    linesOf.set(person, known);
    return known.count <= MAX_LINES_EACH && folds.size < MAX_FOLDS;
  }

  function countUnder(key: string, line: DenialLine, nowMs: number): void {
    const fold = folds.get(key) ?? { ...line, sinceMs: nowMs, repeats: 0 };
    fold.repeats += 1;
    folds.set(key, fold);
  }

  return {
    add({ person, what, address }, line, nowMs) {
      const key = `${person} ${what}`;
      if (folds.has(key)) {
        countUnder(key, line, nowMs);
        return false;
      }
      if (!hasLineLeft(person, nowMs)) {
        countUnder(person, { who: line.who, entry: manyOf(line.entry, address) }, nowMs);
        return false;
      }
      folds.set(key, { ...line, sinceMs: nowMs, repeats: 0 });
      return true;
    },

    take(which, nowMs) {
      const isUp = ({ sinceMs }: { sinceMs: number }) =>
        which === 'all' || Math.abs(nowMs - sinceMs) >= foldedForMs;
      for (const [person, lines] of linesOf) {
        if (!isUp(lines)) break;
        linesOf.delete(person);
      }
      const told: DenialLine[] = [];
      for (const [key, fold] of folds) {
        if (!isUp(fold)) break;
        folds.delete(key);
        if (fold.repeats > 0) told.push(repeated(fold));
      }
      return told;
    },
  };
}

/** One number for the rest: of looks that were let through it says so, and whose chart it was, which is always one's own. */
function manyOf({ action, outcome, patientId }: AuditEntry, address: string | undefined): AuditEntry {
  return outcome === 'success'
    ? { action, address, outcome, patientId, subtype: 'read.many' }
    : { action, address, subtype: 'denial.many' };
}

function repeated({ who, entry, call, repeats }: Fold): DenialLine {
  return { who, call, entry: { ...entry, outcome: entry.outcome ?? 'denied', repeats } };
}
