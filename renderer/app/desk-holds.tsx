import { type ReactNode, useEffect, useState } from 'react';
import { createHolds, HoldsProvider } from '../lib/holds.ts';
import { useSocket } from '../lib/socket.ts';

/** What the staff's screens are booking, said and heard on the live line. */
export function DeskHolds({ children }: { readonly children: ReactNode }) {
  const [holds] = useState(createHolds);
  const socket = useSocket();
  useEffect(() => (socket === undefined ? undefined : holds.join(socket)), [holds, socket]);
  return <HoldsProvider value={holds}>{children}</HoldsProvider>;
}
