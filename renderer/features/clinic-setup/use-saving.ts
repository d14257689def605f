import { useState } from 'react';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { GivenUp } from '../../ui/given-up.ts';

/** Runs a save once at a time, and keeps what was refused: by field, and in a sentence for the rest. */
export function useSaving(save: () => Promise<unknown>) {
  const errorText = useErrorText();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const refused = error === undefined ? [] : fieldErrorsOf(error);
  const nameOf = (path: string) => path.replace(/^(planned\.)?(change\.)?(changes\.)?/, '');
  async function run(): Promise<void> {
    if (isRunning) return;
    setRunning(true);
    setError(undefined);
    try {
      await save();
    } catch (cause) {
      if (!(cause instanceof GivenUp)) setError(cause);
    } finally {
      setRunning(false);
    }
  }
  return {
    run,
    isRunning,
    problems: new Map(refused.map(({ path, message }) => [nameOf(path), message])),
    elsewhere: error !== undefined && refused.length === 0 ? errorText(error) : undefined,
  };
}
