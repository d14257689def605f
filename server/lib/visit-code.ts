import type { AppointmentId } from '../../shared/ids.ts';
import { type Seal, shortCodeOf } from './seal.ts';

/** What stands on a visit's card: only this clinic can tell which visit it is, and nothing has to be kept for it. */
export function visitCodeOf(seal: Pick<Seal, 'fingerprint'>, id: AppointmentId): string {
  return shortCodeOf(seal.fingerprint(id, 'visit card'));
}
