import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import classes from './lock-screen.module.css';

type Props = {
  readonly value: string;
  readonly onChange: (digits: string) => void;
  readonly describedBy?: string | undefined;
};

const MOST = 8;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** Digits by keyboard or by touch; the field keeps the focus, so that Enter and Backspace always work. */
export function PinPad({ value, onChange, describedBy }: Props) {
  const { t } = useTranslation('lock');
  const input = useRef<HTMLInputElement>(null);
  const put = (digits: string) => {
    onChange(digits.replaceAll(/\D/g, '').slice(0, MOST));
    input.current?.focus();
  };
  return (
    <div className={classes.pin}>
      <input
        ref={input}
        className={classes.pinField}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        aria-label={t('pin')}
        aria-describedby={describedBy}
        maxLength={MOST}
        value={value}
        onChange={(event) => put(event.currentTarget.value)}
      />
      <div className={classes.pad}>
        {DIGITS.map((digit) => (
          <button
            key={digit}
            type="button"
            className={classes.digit}
            aria-label={t('digit', { digit })}
            data-zero={digit === '0' || undefined}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => put(value + digit)}
          >
            {digit}
          </button>
        ))}
        <button
          type="button"
          className={classes.digit}
          aria-label={t('erase')}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => put(value.slice(0, -1))}
        >
          <Icon name="erase" size={22} />
        </button>
      </div>
    </div>
  );
}
