import { zodResolver } from '@hookform/resolvers/zod';
import type { TFunction } from 'i18next';
import type { FieldValues, Resolver } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { fieldText } from './errors.ts';

type Translate = TFunction;

/** Checks a form by its contract, in our words where the contract has none of its own. */
export function useFormResolver<In extends FieldValues, Out>(schema: z.ZodType<Out, In>) {
  const { t } = useTranslation();
  return createFormResolver(schema)(t);
}

/** The same for whoever has no component at hand. */
export function createFormResolver<In extends FieldValues, Out>(schema: z.ZodType<Out, In>) {
  return (t: Translate): Resolver<In, unknown, Out> => {
    const resolve = zodResolver(schema, {
      error: (issue) => {
        if (issue.code === 'invalid_format' && issue.format === 'email') return t('form.email');
        if (issue.code === 'invalid_type' && issue.input === undefined) return t('form.required');
        return t('form.invalid');
      },
    });
    return async (...input) => {
      const result = await resolve(...input);
      return { ...result, errors: inWords(result.errors) } as typeof result;
    };
  };
}

/** A contract's own words in the reader's language, in whatever depth of the form they stand. */
function inWords(errors: object): object {
  const entries = Object.entries(errors as Readonly<Record<string, unknown>>).map(([key, value]) => {
    if (key === 'message' && typeof value === 'string') return [key, fieldText(value, value)];
    // A field's own element stands beside its message.
    const isInner = key !== 'ref' && typeof value === 'object' && value !== null;
    return [key, isInner ? inWords(value) : value];
  });
  return (Array.isArray(errors) ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as object;
}
