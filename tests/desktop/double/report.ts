/** What the double tells the test that started it: everything a person at the screen would have noticed. */
export type Report =
  | { type: 'window'; webPreferences: Record<string, unknown> }
  | { type: 'shown' }
  | { type: 'focused' }
  | { type: 'error-box'; title: string; content: string }
  | { type: 'opened-outside'; url: string }
  | { type: 'window-open-denied'; url: string }
  | { type: 'navigation-denied'; url: string }
  | { type: 'download-denied'; url: string }
  | { type: 'download-kept'; fileName: string }
  | { type: 'badge'; count: number }
  | { type: 'answer'; id: number; value?: unknown; error?: string };

/** What the test asks the double to do. */
export type Command =
  | { type: 'evaluate'; id: number; script: string }
  | { type: 'suspend' }
  | { type: 'close-window' }
  | { type: 'quit' };

export function report(message: Report): void {
  process.send?.(message);
}
