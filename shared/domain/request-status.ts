import { z } from 'zod';

export const REQUEST_STATUSES = ['pending', 'accepted', 'rejected', 'cancelled', 'expired'] as const;
export const RequestStatus = z.enum(REQUEST_STATUSES);
export type RequestStatus = z.infer<typeof RequestStatus>;

/** Only a pending request moves. */
export function canDecide(status: RequestStatus): boolean {
  return status === 'pending';
}
