import { fieldText } from '../../lib/errors.ts';
import { FieldProblem } from '../../ui/fields.tsx';

/** What lies behind is on no list of what is to come: saved, it would be gone without a word. */
export function requireAhead(field: string, day: string, today: string): void {
  if (day === '') throw new FieldProblem(field, fieldText('is needed'));
  if (day < today) throw new FieldProblem(field, fieldText('has passed; choose today or later'));
}
