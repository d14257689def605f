/** Once the words that ask for it are drawn, the first date nobody has decided about takes the focus. */
export function focusFirstOpen(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[role="dialog"] li[data-state="open"] button')?.focus(),
  );
}
