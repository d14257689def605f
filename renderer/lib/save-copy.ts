import type { CopyTicket } from '../../shared/contracts/privacy.ts';
import type { Session } from './session.ts';

/** Fetches the file a ticket stands for and hands it to the browser to keep. Throws where there is none. */
export async function saveCopy(session: Session, { ticket, fileName }: CopyTicket): Promise<void> {
  const token = await session.freshToken();
  const answer = await fetch('/api/copies', {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  });
  if (!answer.ok) throw new Error(`the copy was answered with ${answer.status}`);
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Browsers take hold of the file at the click; freed at once, some would find nothing.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
