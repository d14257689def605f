const KEY = 'medlink-signed-in';

/**
 * Whether somebody has signed in on this browser. The cookie itself is hidden from scripts; without the
 * mark every first visit would begin with a question that can only be refused.
 */
export const signInMark = {
  isSet: () => attempt(() => localStorage.getItem(KEY) !== null) ?? true,
  set: () => attempt(() => localStorage.setItem(KEY, '1')),
  clear: () => attempt(() => localStorage.removeItem(KEY)),
};

/** A browser may forbid storage; then the question is simply asked. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
