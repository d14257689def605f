import type { CopyTicket } from '../../shared/contracts/privacy.ts';
import { fetchFile, keepFile } from './keep-file.ts';
import type { Session } from './session.ts';

/** Fetches the file a ticket stands for and hands it to the browser to keep. Throws where there is none. */
export async function saveCopy(session: Session, { ticket, fileName }: CopyTicket): Promise<void> {
  const file = await fetchFile(session, '/api/copies', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  });
  keepFile(file, fileName);
}
