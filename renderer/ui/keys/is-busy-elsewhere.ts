/** Somebody types, or a dialog has the word: a screen's single keys keep quiet. */
export function isBusyElsewhere(target: EventTarget | null): boolean {
  if (isDialogOpen()) return true;
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}
