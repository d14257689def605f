/** A field that has not come by then could not be fetched: the keys are the screen's again. */
const WAIT_MS = 3000;

let typed: string | undefined;
let waitsUntilMs = 0;

/** From the key that asks for a field until the field is there, letters wait for it: nothing typed quickly is lost. */
export function waitForField(): void {
  typed = '';
  waitsUntilMs = performance.now() + WAIT_MS;
}

/** Whether the key was kept for the field to come. */
export function keepEarlyKey(event: KeyboardEvent): boolean {
  if (performance.now() > waitsUntilMs) typed = undefined;
  if (typed === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'Escape') typed = undefined;
  else if (event.key === 'Backspace') typed = typed.slice(0, -1);
  else if (event.key.length === 1) typed += event.key;
  else return false;
  return true;
}

/** By the field, once it has the focus. */
export function takeEarlyKeys(): string {
  const taken = typed ?? '';
  typed = undefined;
  return taken;
}
