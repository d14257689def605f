import type { Session } from './session.ts';

/** Fetches a file of the clinic as the person signed in, and hands it to the browser to keep. */
export async function fetchFile(session: Session, path: string, init: RequestInit = {}): Promise<Blob> {
  const token = await session.freshToken();
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token ?? ''}`);
  const answer = await fetch(path, { ...init, headers });
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
  return answer.blob();
}

export function keepFile(file: Blob, fileName: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Browsers take hold of the file at the click; freed at once, some would find nothing.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
