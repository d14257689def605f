import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { BookingSuggestion } from '../../../shared/contracts/booking.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { Key } from '../../ui/keys/keys-help.tsx';
import { useAttendanceWords } from '../../ui/visit/attendance-words.ts';
import { fullName, PatientFacts, sortName } from '../../ui/visit/patient-line.tsx';
import classes from './palette.module.css';

/** As many as one look takes in. */
const OTHERS_SHOWN = 3;

/** Who was found, and who else it may be. */
export function Others({
  suggestion,
  onMean,
}: {
  readonly suggestion: BookingSuggestion;
  readonly onMean: (patient: PatientSummary) => void;
}) {
  const { t } = useTranslation('palette');
  const format = useFormat();
  const { patient, patients } = suggestion;
  const attendance = useAttendanceWords(suggestion.attendance);
  if (patient === null) return null;
  const others = patients.filter(({ id }) => id !== patient.id);
  return (
    <div className={classes.who}>
      <div className={classes.patient}>
        <strong>{fullName(patient)}</strong>
        <PatientFacts patient={patient} />
        {attendance !== undefined && <span className={classes.attendance}>{attendance}</span>}
      </div>
      {others.length > 0 && (
        <div className={classes.others}>
          <span className={classes.soft}>{t('others')}</span>
          {others.slice(0, OTHERS_SHOWN).map((other) => (
            <button key={other.id} type="button" className={classes.other} onClick={() => onMean(other)}>
              {sortName(other)}, {format.date(other.birthDate)}
            </button>
          ))}
          {others.length > OTHERS_SHOWN && <span className={classes.soft}>{t('tooMany')}</span>}
        </div>
      )}
    </div>
  );
}

/** Several are called the same: the list below tells them apart. */
export function WhoOfThem({ namesakes }: { readonly namesakes: readonly PatientSummary[] }) {
  const { t } = useTranslation('palette');
  const [first] = namesakes;
  if (first === undefined) return null;
  return (
    <p className={classes.whoOfThem} role="status">
      {t('namesakes', { count: namesakes.length, name: fullName(first) })}
    </p>
  );
}

type FoundProps = {
  readonly suggestion: BookingSuggestion | undefined;
  readonly unread: readonly string[];
  readonly isSettled: boolean;
  readonly canRegister: boolean;
};

/** Said before the list where it does not hold what was asked for. */
export function Found({ suggestion, unread, isSettled, canRegister }: FoundProps) {
  const { t } = useTranslation('palette');
  const format = useFormat();
  if (suggestion === undefined) return null;
  const { patient, choices, isNear } = suggestion;
  return (
    <p className={classes.spoken} role="status">
      {isSettled && patient !== null && choices.length === 0 && t('noOpening')}
      {isSettled && isNear && t('near')}
      {isSettled &&
        !isNear &&
        choices.length > 0 &&
        unread.length > 0 &&
        t('unread', { words: format.list(unread) })}
      {isSettled && patient === null && !canRegister && t('nobody')}
    </p>
  );
}

type NotesProps = {
  readonly suggestion: BookingSuggestion | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
};

/** What stands already, or what to do where nothing could be asked. */
export function Notes({ suggestion, error, onRetry }: NotesProps) {
  const { t } = useTranslation(['palette', 'common']);
  const errorText = useErrorText();
  if (error !== null)
    return (
      <p className={classes.problem} role="alert">
        {reasonOf(error).code === 'unreachable' ? t('offline') : errorText(error)}{' '}
        <button type="button" className={classes.other} onClick={onRetry}>
          {t('common:actions.retry')}
        </button>
      </p>
    );
  if (suggestion === undefined) return null;
  const { household } = suggestion;
  return household.length > 0 && <Visits title={t('household')} visits={household} />;
}

function Visits(shown: { readonly title: string; readonly visits: readonly AppointmentDto[] }) {
  const format = useFormat();
  return (
    <section className={classes.visits}>
      <h3 className={classes.soft}>{shown.title}</h3>
      <ul>
        {shown.visits.map((visit) => (
          <li key={visit.id}>
            <span className={classes.when}>{format.dateTime(visit.startsAt)}</span>
            <span>{`${fullName(visit.patient)}, ${visit.type.name}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function PaletteKeys({ canBook }: { readonly canBook: boolean }) {
  const { t } = useTranslation('palette');
  const booking = [
    [['Alt 1', '2', '3'], t('keys.choose')],
    [['↵'], t('keys.book')],
    [['Ctrl ↵'], t('keys.full')],
    [['Tab'], t('keys.refine')],
  ] as const;
  const shown = [
    ...(canBook ? booking : [[['↵'], t('keys.open')] as const]),
    [['Esc'], t('keys.close')] as const,
  ];
  return (
    <footer className={classes.keys}>
      {shown.map(([keys, does]) => (
        <span key={does}>
          {keys.map((key) => (
            <Key key={key}>{key}</Key>
          ))}
          {does}
        </span>
      ))}
    </footer>
  );
}
