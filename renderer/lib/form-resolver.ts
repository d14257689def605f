import { zodResolver } from '@hookform/resolvers/zod';
import type { TFunction } from 'i18next';
import type { FieldValues, Resolver } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

type Translate = TFunction;

/** Checks a form by its contract, in our words where the contract has none of its own. */
export function useFormResolver<In extends FieldValues, Out>(schema: z.ZodType<Out, In>) {
  const { t } = useTranslation();
  return createFormResolver(schema)(t);
}

/** The same for whoever has no component at hand. */
export function createFormResolver<In extends FieldValues, Out>(schema: z.ZodType<Out, In>) {
  return (t: Translate): Resolver<In, unknown, Out> =>
    zodResolver(schema, {
      error: (issue) => {
        if (issue.code === 'invalid_format' && issue.format === 'email') return t('form.email');
        if (issue.code === 'invalid_type' && issue.input === undefined) return t('form.required');
        return t('form.invalid');
      },
    });
}
