import type { z } from 'zod';

const PREFIX = 'medlink-draft:';

/**
 * What was typed but not sent. It survives a reload or an ended sign-in in this tab, not the tab itself.
 * Reads only what still fits the form: a broken or foreign draft is as good as none.
 */
export function readDraft<T extends z.ZodType>(name: string, schema: T): Partial<z.output<T>> {
  const parsed = schema.safeParse(parseJson(sessionStorage.getItem(PREFIX + name)));
  return parsed.success ? parsed.data : {};
}

export function keepDraft(name: string, values: unknown): void {
  sessionStorage.setItem(PREFIX + name, JSON.stringify(values));
}

export function dropDraft(name: string): void {
  sessionStorage.removeItem(PREFIX + name);
}

/** On purpose signed out: nobody after me reads what I typed. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
