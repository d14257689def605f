import { z } from 'zod';

const MAX_CONTENT = 16_000;

/** Which form it belongs to, such as `booking` or `ask:<doctor>`. */
export const DraftName = z.string().regex(/^[a-z][a-z0-9:-]{0,79}$/, {
  error: 'needs a name of small letters, digits, colons and hyphens',
});

/** JSON as the screen wrote it; only that screen knows what is in it. */
export const DraftContent = z
  .string()
  .max(MAX_CONTENT, { error: `at most ${MAX_CONTENT} characters` })
  .refine(isJson, { error: 'needs JSON' });

export const NamedDraft = z.strictObject({ name: DraftName });
export type NamedDraft = z.infer<typeof NamedDraft>;
export const KeepDraft = z.strictObject({ name: DraftName, content: DraftContent });
export type KeepDraft = z.infer<typeof KeepDraft>;
export const DraftList = z.object({ items: z.array(z.object({ name: z.string(), content: z.string() })) });
export type DraftList = z.infer<typeof DraftList>;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
