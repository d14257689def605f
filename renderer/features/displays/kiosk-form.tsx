import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LETTERS_ASKED } from '../../../shared/domain/displays.ts';
import { reasonOf } from '../../lib/errors.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import classes from './kiosk-screen.module.css';

type Props = {
  readonly secret: string;
  readonly onDone: (outcome: { ticket: number | null }) => void;
  readonly onRemoved: () => void;
};

const PARTS = [
  ['day', 2],
  ['month', 2],
  ['year', 4],
] as const;
/** Whether there is such a day the clinic knows. */
const LOOKS_LIKE_A_DATE = /^\d{4}-\d{2}-\d{2}$/;
type Part = (typeof PARTS)[number][0];

/** Two ways to say who one is: by heart, or by the card. */
export function KioskForm({ secret, onDone, onRemoved }: Props) {
  const { t } = useTranslation(['displays', 'common']);
  const [isByCard, setByCard] = useState(false);
  const [code, setCode] = useState('');
  const [letters, setLetters] = useState('');
  const [date, setDate] = useState<Record<Part, string>>({ day: '', month: '', year: '' });
  const { send, problem, setProblem } = useArriving({ secret, onDone, onRemoved });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isByCard) return code.trim() === '' ? setProblem(t('kiosk.codeMissing')) : send({ code });
    const [day, month] = [date.day.padStart(2, '0'), date.month.padStart(2, '0')];
    const birthDate = `${date.year}-${month}-${day}`;
    if (!LOOKS_LIKE_A_DATE.test(birthDate)) return setProblem(t('kiosk.dateWrong'));
    if (letters.trim() === '') return setProblem(t('kiosk.lettersMissing'));
    return send({ birthDate, letters });
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate autoComplete="off">
      <h1>{t('kiosk.title')}</h1>
      <p className={classes.lead}>{t(isByCard ? 'kiosk.leadCard' : 'kiosk.lead')}</p>
      {isByCard ? (
        <Field label={t('kiosk.code')} value={code} onChange={setCode} isFirst />
      ) : (
        <>
          <BirthDate date={date} onChange={setDate} />
          <Field
            label={t('kiosk.letters', { count: LETTERS_ASKED })}
            value={letters}
            onChange={setLetters}
            maxLength={LETTERS_ASKED + 2}
          />
        </>
      )}
      <p className={classes.problem} role="alert">
        {problem}
      </p>
      <button type="submit" className={classes.primary}>
        {t('kiosk.submit')}
      </button>
      <button
        type="button"
        className={classes.other}
        onClick={() => {
          setProblem(undefined);
          setByCard(!isByCard);
        }}
      >
        {t(isByCard ? 'kiosk.byBirth' : 'kiosk.byCard')}
      </button>
    </form>
  );
}

type Said = { code: string } | { birthDate: string; letters: string };

/** A failure of the line is no answer about anybody: it asks to try again, or sends to the desk. */
function useArriving({ secret, onDone, onRemoved }: Props) {
  const { t } = useTranslation('displays');
  const api = usePublicApi();
  const isSending = useRef(false);
  const [problem, setProblem] = useState<string>();
  async function arrive(said: Said): Promise<void> {
    if (isSending.current) return;
    isSending.current = true;
    setProblem(undefined);
    try {
      onDone(await api.kiosk.arrive.mutate({ secret, ...said }));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason.code === 'unauthenticated') onRemoved();
      else if (reason.code === 'invalid_input')
        setProblem(t('birthDate' in said ? 'kiosk.dateWrong' : 'kiosk.codeMissing'));
      else setProblem(t('kiosk.offline'));
    }
    isSending.current = false;
  }
  return { send: (said: Said) => void arrive(said), problem, setProblem };
}

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength?: number;
  readonly isFirst?: boolean;
};

function Field({ label, value, onChange, maxLength = 20, isFirst = false }: FieldProps) {
  const id = useId();
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        maxLength={maxLength}
        autoFocus={isFirst}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

type DateProps = {
  readonly date: Record<Part, string>;
  readonly onChange: (date: Record<Part, string>) => void;
};

/** Three numbers; a full one leads to the next. */
function BirthDate({ date, onChange }: DateProps) {
  const { t } = useTranslation('displays');
  const id = useId();
  function type(part: Part, typed: string, length: number) {
    const digits = typed.replaceAll(/\D/g, '').slice(0, length);
    onChange({ ...date, [part]: digits });
    if (digits.length < length) return;
    const next = PARTS[PARTS.findIndex(([name]) => name === part) + 1]?.[0];
    if (next !== undefined) document.getElementById(`${id}-${next}`)?.focus();
  }
  return (
    <fieldset className={classes.date}>
      <legend>{t('kiosk.birthDate')}</legend>
      {PARTS.map(([part, length], index) => (
        <div key={part} className={classes.field} data-part={part}>
          <label htmlFor={`${id}-${part}`}>{t(`kiosk.${part}`)}</label>
          <input
            id={`${id}-${part}`}
            inputMode="numeric"
            autoComplete="off"
            autoFocus={index === 0}
            value={date[part]}
            onChange={(event) => type(part, event.currentTarget.value, length)}
          />
        </div>
      ))}
    </fieldset>
  );
}
