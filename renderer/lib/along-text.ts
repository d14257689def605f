const TURNED: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/** The arrow key as it lies along the text: where that runs from right to left, the left one leads on. */
export function alongText(key: string): string {
  return document.documentElement.dir === 'rtl' ? (TURNED[key] ?? key) : key;
}
