export const REQUEST_STATUSES = ['pending', 'accepted', 'rejected', 'cancelled', 'expired'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** Only a pending request moves; a no that was just said can be taken back. */
export function canDecide(status: RequestStatus): boolean {
  return status === 'pending';
}
