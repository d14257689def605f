import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TotpSecret } from '../../../shared/contracts/factors.ts';
import { useTRPC } from '../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import classes from './factors.module.css';
import { QrCode } from '../../ui/qr-code.tsx';
import { CodesOnPaper } from './recovery-codes.tsx';

type Props = {
  /** It is on, and the codes on paper have been kept. */
  readonly onDone: () => void;
  readonly onCancel?: () => void;
};

/** The password, the app, its first code, the codes on paper: in this order, one thing at a time. */
export function TotpSetup({ onDone, onCancel }: Props) {
  const [secret, setSecret] = useState<TotpSecret>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes !== undefined) return <CodesOnPaper codes={codes} onDone={onDone} />;
  if (secret !== undefined) return <Confirm secret={secret} onConfirmed={setCodes} onCancel={onCancel} />;
  return <Begin onBegun={setSecret} onCancel={onCancel} />;
}

type BeginProps = { readonly onBegun: (secret: TotpSecret) => void; readonly onCancel: Props['onCancel'] };

function Begin({ onBegun, onCancel }: BeginProps) {
  const { t } = useTranslation(['factors', 'common']);
  const trpc = useTRPC();
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const begin = useMutation(trpc.auth.beginTotp.mutationOptions({ onSuccess: onBegun }));
  const refused = useRefusal(begin.error, 'password');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (password !== '' && !begin.isPending) begin.mutate({ password });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <p className={classes.soft}>{t('setUp.passwordLead')}</p>
      <PasswordField
        label={t('setUp.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={isTried && password === '' ? t('common:form.required') : refused}
        autoComplete="current-password"
        autoFocus
      />
      <Buttons label={t('setUp.next')} isBusy={begin.isPending} onCancel={onCancel} />
    </form>
  );
}

type ConfirmProps = {
  readonly secret: TotpSecret;
  readonly onConfirmed: (codes: readonly string[]) => void;
  readonly onCancel: Props['onCancel'];
};

function Confirm({ secret, onConfirmed, onCancel }: ConfirmProps) {
  const { t } = useTranslation(['factors', 'common']);
  const trpc = useTRPC();
  const [code, setCode] = useState('');
  const [isTried, setTried] = useState(false);
  const confirm = useMutation(
    trpc.auth.confirmTotp.mutationOptions({ onSuccess: ({ codes }) => onConfirmed(codes) }),
  );
  const refused = useRefusal(confirm.error, 'code');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (code !== '' && !confirm.isPending) confirm.mutate({ code });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <p className={classes.soft}>{t('setUp.scan')}</p>
      <div className={classes.scan}>
        <QrCode text={secret.uri} label={t('setUp.qr')} />
        <div className={classes.typed}>
          <p>{t('setUp.typed')}</p>
          <code className={classes.secret}>{inGroups(secret.secret)}</code>
        </div>
      </div>
      <TextInput
        label={t('setUp.code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={isTried && code === '' ? t('common:form.required') : refused}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
      />
      <Buttons label={t('setUp.confirm')} isBusy={confirm.isPending} onCancel={onCancel} />
    </form>
  );
}

type ButtonsProps = {
  readonly label: string;
  readonly isBusy: boolean;
  readonly onCancel: Props['onCancel'];
};

function Buttons({ label, isBusy, onCancel }: ButtonsProps) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <Button type="submit" loading={isBusy}>
        {label}
      </Button>
      {onCancel !== undefined && (
        <Button variant="default" onClick={onCancel}>
          {t('actions.cancel')}
        </Button>
      )}
    </Group>
  );
}

/** What was refused, beside the one field there is. */
function useRefusal(error: unknown, path: string): string | undefined {
  const errorText = useErrorText();
  if (error === null) return undefined;
  return fieldErrorsOf(error).find((field) => field.path === path)?.message ?? errorText(error);
}

function inGroups(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
