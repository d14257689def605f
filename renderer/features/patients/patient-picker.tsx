import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { PatientFacts, sortName } from '../../ui/visit/patient-line.tsx';
import { keptRegistration } from './kept-registration.ts';
import classes from './patients.module.css';
import { prefillFrom, type QuickPatient } from './prefill.ts';
import { QuickRegister } from './quick-register.tsx';
import { useEarlyEnter } from './use-early-enter.ts';
import { usePatientSearch } from './use-patient-search.ts';

type Props = { readonly onPick: (patient: PatientSummary) => void; readonly error?: string | undefined };

/** Finds a patient while it is typed, or registers a new one with what a phone call gives. */
export function PatientPicker({ onPick, error }: Props) {
  const format = useFormat();
  const [text, setText] = useState('');
  const [draft, setDraft] = useState<QuickPatient | null>(keptRegistration.read);
  if (draft !== null)
    return (
      <QuickRegister
        start={draft}
        onChange={keptRegistration.keep}
        onDone={(patient) => {
          keptRegistration.drop();
          onPick(patient);
        }}
        onBack={() => {
          keptRegistration.drop();
          setDraft(null);
        }}
      />
    );
  return (
    <PatientSearch
      text={text}
      onText={setText}
      onPick={onPick}
      onNew={() => setDraft(prefillFrom(text, format.today()))}
      error={error}
    />
  );
}

type SearchProps = Props & {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onNew: () => void;
};

function PatientSearch({ text, onText, onPick, onNew, error }: SearchProps) {
  const { t } = useTranslation('patients');
  const errorText = useErrorText();
  const listId = useId();
  const [active, setActive] = useState(0);
  const search = usePatientSearch(text);
  const waitFor = useEarlyEnter(search, onPick);
  const count = search.items.length;
  // The last entry registers a new patient, for those who may.
  const canRegister = mayEver(useMe().role, 'patient.register');
  const last = canRegister ? count : Math.max(0, count - 1);

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, last));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter') choose(active);
    else return;
    event.preventDefault();
  }
  function choose(index: number) {
    const patient = search.items[index];
    // Half a search must not pick the wrong person: Enter waits for the answer to what is typed.
    if (!search.isSettled) waitFor({ patient });
    else if (patient !== undefined) onPick(patient);
    else if (canRegister && index === last && text.trim() !== '') onNew();
  }

  const isOpen = text.trim() !== '';
  return (
    <div className={classes.search}>
      <TextInput
        label={t('find.label')}
        placeholder={t('find.placeholder')}
        leftSection={<Icon name="search" size={16} />}
        value={text}
        error={error ?? (search.error === null ? undefined : errorText(search.error))}
        onChange={(event) => {
          onText(event.currentTarget.value);
          setActive(0);
          waitFor(null);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        data-autofocus
      />
      <div className={classes.results}>
        {!isOpen && <p className={classes.hint}>{t('find.hint')}</p>}
        {isOpen && !canRegister && count === 0 && search.isSettled && (
          <p className={classes.hint}>{t('find.none')}</p>
        )}
        <div role="listbox" id={listId} aria-label={t('find.results')} hidden={!isOpen}>
          {search.items.map((patient, index) => (
            <div
              key={patient.id}
              role="option"
              id={`${listId}-${index}`}
              aria-selected={index === active}
              tabIndex={-1}
              className={classes.option}
              onPointerMove={() => setActive(index)}
              onClick={() => onPick(patient)}
            >
              <span className={classes.optionName}>{sortName(patient)}</span>
              <PatientFacts patient={patient} />
            </div>
          ))}
          {canRegister && (
            <div
              role="option"
              id={`${listId}-${last}`}
              aria-selected={active === last}
              tabIndex={-1}
              className={classes.option}
              onPointerMove={() => setActive(last)}
              onClick={onNew}
            >
              <span className={classes.optionName}>
                {count === 0 && search.isSettled
                  ? t('find.noneRegister', { text: text.trim() })
                  : t('find.register')}
              </span>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
