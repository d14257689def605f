import type { i18n } from 'i18next';
import { z } from 'zod';

/** Gives zod our words where a contract has none of its own: no reader should meet a pattern's name. */
export function teachFormWords({ t }: i18n): void {
  z.config({
    customError: (issue) => {
      if (issue.code === 'invalid_format' && issue.format === 'email') return t('common:form.email');
      if (issue.code === 'invalid_type' && issue.input === undefined) return t('common:form.required');
      return t('common:form.invalid');
    },
  });
}
