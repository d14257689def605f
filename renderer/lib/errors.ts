import { TRPCClientError } from '@trpc/client';
import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ERROR_CODES, type ErrorCode, type ErrorDetails } from '../../shared/errors.ts';

/** `unreachable`: there was no answer at all. */
export type ReasonCode = ErrorCode | 'unreachable';
export type Reason = {
  readonly code: ReasonCode;
  readonly details: ErrorDetails;
  /** What the clinic's log knows this failure by; only for `internal`. */
  readonly requestId: string | undefined;
};
export type FieldError = { readonly path: string; readonly message: string };

type FieldWords = (message: string, otherwise?: string) => string;

let fieldWords: FieldWords = (message) => message;

/** How the page says in the reader's language what contracts and the server say of a field. */
export function sayFieldsBy(words: FieldWords): void {
  fieldWords = words;
}

/** `otherwise` is what stands for words that no contract says: a form's own are in the reader's language already. */
export function fieldText(message: string, otherwise?: string): string {
  return fieldWords(message, otherwise);
}

/** Why something failed, in the closed list of codes. */
export function reasonOf(error: unknown): Reason {
  if (!(error instanceof TRPCClientError)) return { code: 'internal', details: {}, requestId: undefined };
  // What is turned away at the front door is answered as a problem (RFC 9457), by whichever way it came.
  const data: unknown = error.data ?? error.meta?.responseJSON;
  if (!isRecord(data)) return { code: 'unreachable', details: {}, requestId: undefined };
  const code = ERROR_CODES.find((known) => known === data.reason) ?? 'internal';
  return {
    code,
    details: isRecord(data.details) ? data.details : {},
    requestId: typeof data.requestId === 'string' ? data.requestId : undefined,
  };
}

/** Nothing was decided: the same may be asked again in a while. */
export function isPassing(error: unknown): boolean {
  const { code } = reasonOf(error);
  return code === 'unreachable' || code === 'rate_limited';
}

/** The words for a failure in the reader's language. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('errors');
  return (error) => {
    const { code, requestId } = reasonOf(error);
    if (code === 'internal' && requestId !== undefined) return t('internalWithId', { requestId });
    // On a phone the words of the rarer refusals may still be on their way.
    return t([code, 'unreachable']);
  };
}

/** The fields a server refused, each with its own words. */
export function fieldErrorsOf(error: unknown): FieldError[] {
  const { details } = reasonOf(error);
  if (!Array.isArray(details.fields)) return [];
  const fields = details.fields.filter(
    (field): field is FieldError =>
      isRecord(field) && typeof field.path === 'string' && typeof field.message === 'string',
  );
  return fields.map(({ path, message }) => ({ path, message: fieldText(message) }));
}

/** Puts the server's refusals beside the form's fields; returns those the form has no place for. */
export function showFieldErrors<T extends FieldValues>(
  error: unknown,
  fields: readonly Path<T>[],
  setError: UseFormSetError<T>,
): FieldError[] {
  const homeless: FieldError[] = [];
  for (const { path, message } of fieldErrorsOf(error)) {
    const field = fields.find((name) => name === path);
    if (field === undefined) homeless.push({ path, message });
    else setError(field, { type: 'server', message });
  }
  return homeless;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
