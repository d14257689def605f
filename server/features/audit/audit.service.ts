import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { createDenials, type Refused } from './denials.ts';

export type AuditDeps = { readonly db: Db; readonly clock: Clock; readonly logger: Logger };
export type AuditService = ReturnType<typeof createAudit>;

/** The trail of who did, read and was refused what. Features write their lines with `recordAudit`. */
export function createAudit(deps: AuditDeps) {
  const denials = createDenials(deps);
  return {
    /** Leaves a line when the policy was the one who refused. Never throws: the refusal stands. */
    noteDenial: (refused: Refused): Promise<void> => denials.note(refused),
    /** Writes how often refusals came again, of those whose time is up. */
    writeRepeats: (): Promise<void> => denials.writeRepeats('overdue'),
    close: (): Promise<void> => denials.writeRepeats('all'),
  };
}
