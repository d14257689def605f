/** What a doctor asks of the desk, in the order of their keys. */
export const SIGNAL_KINDS = ['nurse', 'room_dirty', 'interpreter', 'urgent'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** `cleaned`: the room was marked as clean where rooms are marked. */
export const SIGNAL_ENDS = ['done', 'withdrawn', 'cleaned'] as const;
export type SignalEnd = (typeof SIGNAL_ENDS)[number];

export const MAX_SIGNAL_NOTE = 120;

type Sent = { readonly kind: SignalKind; readonly sentAt: string };

/** What is urgent stands first; then whoever has asked for longest. */
export function bySignalOrder(a: Sent, b: Sent): number {
  const rank = ({ kind }: Sent) => (kind === 'urgent' ? 0 : 1);
  return rank(a) - rank(b) || (a.sentAt < b.sentAt ? -1 : 1);
}
