import { AppError, type ErrorCode } from '../../shared/errors.ts';

const TRIGGER_WORD = /^medlink:(\w+)$/;
const REFUSALS: ReadonlySet<string> = new Set<ErrorCode>([
  'slot_taken',
  'patient_busy',
  'room_taken',
  'chart_closed',
  'chart_erased',
  'note_signed',
]);
const UNIQUE_CODES: readonly (readonly [string, ErrorCode])[] = [
  ['app_user.email', 'email_taken'],
  ['appointment_request.patient_id', 'duplicate_request'],
  ['correction.patient_id', 'already_asked'],
  ['privacy_request.patient_id', 'already_asked'],
  ['waitlist_offer.doctor_id', 'already_offered'],
  ['visit_note.appointment_id', 'note_signed'],
  ['specialization.name', 'name_taken'],
  ['room.name', 'name_taken'],
  ['appointment_type.name', 'name_taken'],
];

/** The one place where the database's refusals become the application's. Anything else is handed on as it is. */
export function fromDatabaseError(error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  const word = TRIGGER_WORD.exec(error.message)?.[1];
  if (word !== undefined && REFUSALS.has(word)) return new AppError(word as ErrorCode);
  if (error.code === 'SQLITE_CONSTRAINT_UNIQUE') {
    const known = UNIQUE_CODES.find(([column]) => error.message.includes(column));
    if (known !== undefined) return new AppError(known[1]);
  }
  if (error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return new AppError('not_found');
  if (error.code.startsWith('SQLITE_FULL') || error.code.startsWith('SQLITE_IOERR_WRITE')) {
    return new AppError('storage_full');
  }
  return error;
}

function isSqliteError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('SQLITE_')
  );
}
