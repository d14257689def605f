const KEY = 'medlink-locked';
const CHANNEL = 'medlink-lock';

/**
 * That this browser is locked, for a reload before the server has heard of it. Says nothing of who or what.
 * A browser may forbid storage; then the server alone remembers.
 */
export const lockMark = {
  isSet: () => attempt(() => localStorage.getItem(KEY) !== null) ?? false,
  set: () => attempt(() => localStorage.setItem(KEY, '1')),
  clear: () => attempt(() => localStorage.removeItem(KEY)),
};

export type LockNews = 'locked' | 'opened' | 'active';

/** What happens in one tab of a browser holds for its others. */
export function lockChannel(onNews: (news: LockNews) => void): (news: LockNews) => void {
  const channel = attempt(() => new BroadcastChannel(CHANNEL));
  if (channel === undefined) return () => undefined;
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'locked' || data === 'opened' || data === 'active') onNews(data);
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origins
  return (news) => channel.postMessage(news);
}

function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
