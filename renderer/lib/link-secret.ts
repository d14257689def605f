let brought = '';

/**
 * The secret a link has brought along. Taken out of the address bar, so that nobody reads it over a shoulder,
 * and kept for the page: a screen may be drawn more than once.
 */
export function takeSecret(): string {
  const secret = window.location.hash.slice(1);
  if (secret === '') return brought;
  brought = secret;
  window.history.replaceState(window.history.state, '', window.location.pathname);
  return secret;
}
