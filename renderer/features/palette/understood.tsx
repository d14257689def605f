import { useTranslation } from 'react-i18next';
import type { BookingSuggestion } from '../../../shared/contracts/booking.ts';
import type { BookingLine, Chip } from '../../../shared/domain/booking-line.ts';
import { useFormat } from '../../lib/format.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';
import classes from './palette.module.css';

type Props = { readonly line: BookingLine; readonly suggestion: BookingSuggestion | undefined };

/** How each word was read; what nothing was made of is marked. */
export function Understood({ line, suggestion }: Props) {
  const { t } = useTranslation('palette');
  const valueOf = useValues({ line, suggestion });
  const shown = line.chips.filter(({ kind }) => kind !== 'filler');
  return (
    <ul className={classes.chips} aria-label={t('understood')}>
      {shown.map((chip, at) => {
        const { kind, from } = chip;
        if (kind === 'filler') return null;
        const name = kind === 'day' && line.days === 1 ? t('onDay') : t(`kinds.${kind}`);
        return (
          <li
            // Words may be repeated; their place in the line is what tells them apart.
            key={`${at}-${from}`}
            className={classes.chip}
            data-kind={kind}
            title={t('readFrom', { words: from })}
          >
            <span className={classes.chipKind}>{name}</span>
            <span className={classes.chipValue}>{valueOf(chip)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function useValues({ line, suggestion }: Props): (chip: Chip) => string {
  const { t } = useTranslation('palette');
  const format = useFormat();
  return ({ kind, from }) => {
    if (kind === 'patient') {
      const patient = suggestion?.patient;
      return patient === undefined || patient === null ? from : fullName(patient);
    }
    if (kind === 'type') return line.type?.name ?? from;
    if (kind === 'doctor') return format.list(line.doctors.map(({ name }) => name));
    if (kind === 'specialization') return line.specialization?.name ?? from;
    if (kind === 'any') return t('anyDoctor');
    if (kind === 'day' && line.from !== undefined) return format.dayShort(line.from);
    if (kind === 'part' && line.part !== undefined) return t(`parts.${line.part}`);
    if (kind === 'time') return line.time ?? from;
    return from;
  };
}
