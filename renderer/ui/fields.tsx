import { Checkbox, Select, Textarea, TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { fieldErrorsOf, useErrorText } from '../lib/errors.ts';
import { PasswordField } from './password-field.tsx';
import { GivenUp } from './given-up.ts';

/** Thrown by a save that cannot be sent: what is wrong with one field, in the reader's words. */
export class FieldProblem extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

type Value = string | boolean;
export type FieldValues = Readonly<Record<string, Value>>;

/** What was typed, and the names of what differs from what the form was opened with. */
export type SaveFields = (values: FieldValues, changed: ReadonlySet<string>) => Promise<unknown>;

/** The changes that were really made: what a colleague has written meanwhile into the rest stays theirs. */
export function onlyChanged<T extends object>(changes: T, changed: ReadonlySet<string>): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([field]) => changed.has(field))) as Partial<T>;
}

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** A line of text unless said otherwise. */
  readonly kind?: 'area' | 'check' | 'choice' | 'date' | 'password' | 'time';
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** Takes the whole width. */
  readonly isWide?: boolean;
};

type FieldProps = {
  readonly field: Field;
  readonly isFirst: boolean;
  readonly value: Value;
  readonly error: string | undefined;
  readonly onChange: (value: Value) => void;
};

const WRAPPER_ORDER: NonNullable<TextInputProps['inputWrapperOrder']> = [
  'label',
  'input',
  'description',
  'error',
];

/** One fact to be typed or chosen. */
export function OneField({ field, isFirst, value, error, onChange }: FieldProps) {
  const { kind, label, hint, choices = [], isWide } = field;
  const common = {
    label,
    description: hint,
    error,
    // Below the field, so that two beside each other stand level.
    inputWrapperOrder: WRAPPER_ORDER,
    'data-autofocus': isFirst || undefined,
  };
  const wide = isWide === true || kind === 'area' || undefined;
  if (kind === 'check')
    return (
      <Checkbox
        label={label}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (kind === 'choice')
    return (
      <Select
        {...common}
        value={value === '' ? null : String(value)}
        data={[...choices]}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    );
  if (kind === 'password')
    return (
      <PasswordField
        {...common}
        autoComplete="current-password"
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (kind === 'area')
    return (
      <Textarea
        {...common}
        wrapperProps={{ 'data-wide': wide }}
        rows={2}
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      type={kind ?? 'text'}
      wrapperProps={{ 'data-wide': wide }}
      value={String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function refusedIn(error: unknown): { readonly path: string; readonly message: string }[] {
  if (error instanceof FieldProblem) return [{ path: error.field, message: error.message }];
  return error === undefined ? [] : fieldErrorsOf(error);
}

type Form = {
  readonly fields: readonly Field[];
  readonly values: FieldValues;
  readonly onClose: () => void;
  /** Saves, and closes when it has; what it throws is shown beside its fields. */
  readonly onSave: SaveFields;
};

/** What is typed, and what was refused of it, beside its field where there is one. */
export function useFields({ fields, values: given, onSave, onClose }: Form) {
  const errorText = useErrorText();
  const [opened] = useState(given);
  const [values, setValues] = useState(given);
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const refused = refusedIn(error);
  const nameOf = (path: string) => path.split('.').at(-1) ?? path;
  const isShown = (path: string) => fields.some(({ name }) => name === nameOf(path));
  const homeless = refused.filter(({ path }) => !isShown(path)).map(({ message }) => message);
  const elsewhere = refused.length === 0 && error !== undefined ? errorText(error) : homeless.join(', ');
  async function submit(): Promise<void> {
    if (isSaving) return;
    setSaving(true);
    setError(undefined);
    try {
      const changed = Object.keys(values).filter((name) => values[name] !== opened[name]);
      await onSave(values, new Set(changed));
      onClose();
    } catch (cause) {
      if (!(cause instanceof GivenUp)) setError(cause);
      setSaving(false);
    }
  }
  return {
    values,
    isSaving,
    problems: new Map(refused.map(({ path, message }) => [nameOf(path), message])),
    elsewhere: elsewhere === '' ? undefined : elsewhere,
    set: (name: string, value: Value) => setValues((before) => ({ ...before, [name]: value })),
    submit,
  };
}
