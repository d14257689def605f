import { zodResolver } from '@hookform/resolvers/zod';
import type { FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

/** Checks a form by its contract, in our words where the contract has none of its own. */
export function useFormResolver<In extends FieldValues, Out>(schema: z.ZodType<Out, In>) {
  const { t } = useTranslation();
  return zodResolver(schema, {
    error: (issue) => {
      if (issue.code === 'invalid_format' && issue.format === 'email') return t('form.email');
      if (issue.code === 'invalid_type' && issue.input === undefined) return t('form.required');
      return t('form.invalid');
    },
  });
}
