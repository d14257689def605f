import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrorsOf, useErrorText } from '../lib/errors.ts';
import { DeskDialog } from './desk-dialog.tsx';
import { GivenUp } from './given-up.ts';
import { PasswordField } from './password-field.tsx';

type Props = {
  readonly title: string;
  /** What will happen, in words for the one who decides it. */
  readonly children: ReactNode;
  /** The act itself, on the button. */
  readonly confirm: string;
  readonly isDangerous?: boolean;
  /** It was given up, or done. */
  readonly onClose: () => void;
  /** Given up, where what follows a success closes the dialog itself. */
  readonly onCancel?: () => void;
  /** Does it, with the password; what it throws is shown here, and the dialog stays. */
  readonly onConfirm: (password: string) => Promise<unknown>;
  /** The words for what it throws, where that is more than a refusal. */
  readonly problemText?: (error: unknown) => string;
};

/** Asks for the password again before something that an open screen alone must not decide. */
export function PasswordAgain(props: Props) {
  const { title, children, confirm, isDangerous, onClose } = props;
  const giveUp = props.onCancel ?? onClose;
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isRunning, problem, fieldProblem, run } = useConfirm(props);
  const send = () => {
    setMissing(password === '');
    if (password !== '') void run(password);
  };
  return (
    <DeskDialog
      title={title}
      size={440}
      onClose={giveUp}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={giveUp}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={isRunning} color={isDangerous === true ? 'red' : undefined}>
            {confirm}
          </Button>
        </>
      }
    >
      <div>{children}</div>
      <PasswordField
        label={t('passwordAgain.label')}
        autoComplete="current-password"
        data-autofocus
        value={password}
        error={isMissing && password === '' ? t('form.required') : fieldProblem}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {problem !== undefined && <p role="alert">{problem}</p>}
    </DeskDialog>
  );
}

/** A wrong password belongs to its field; whatever else is refused is said in a sentence of its own. */
function useConfirm({ onConfirm, onClose, problemText }: Props) {
  const errorText = useErrorText();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const fields = error === undefined ? [] : fieldErrorsOf(error);
  const fieldProblem = fields.find((field) => field.path === 'password')?.message;
  const others = fields.filter((field) => field.path !== 'password').map((field) => field.message);
  const isElsewhere = error !== undefined && fieldProblem === undefined;
  const problem = isElsewhere
    ? others.length > 0
      ? others.join(', ')
      : (problemText ?? errorText)(error)
    : undefined;

  async function run(password: string): Promise<void> {
    if (isRunning) return;
    setRunning(true);
    setError(undefined);
    try {
      await onConfirm(password);
      onClose();
    } catch (cause) {
      if (!(cause instanceof GivenUp)) setError(cause);
    } finally {
      setRunning(false);
    }
  }
  return { isRunning, problem, fieldProblem, run };
}
