/**
 * The same keys as the English words, none missing and none more, with words of another language.
 * Variables inside the texts are compared by a test.
 */
export type Like<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Like<English[Key]>;
};
