import { useTranslation } from 'react-i18next';
import type { BookingChoice, BookingSuggestion } from '../../../shared/contracts/booking.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import type { PaletteItem } from './palette-items.ts';
import classes from './palette.module.css';

type Props = {
  readonly item: PaletteItem;
  readonly number: number;
  readonly suggestion: BookingSuggestion | undefined;
};

/** What one line of the list says. */
export function ItemLine({ item, number, suggestion }: Props) {
  const { t } = useTranslation('palette');
  switch (item.kind) {
    case 'book':
      return <ChoiceLine choice={item.choice} number={number} suggestion={suggestion} />;
    case 'chart':
      return (
        <span className={classes.plain}>
          <Icon name="person" size={16} />
          {t('chart', { name: fullName(item.patient) })}
        </span>
      );
    case 'register':
      return (
        <span className={classes.plain}>
          <Icon name="person" size={16} />
          {t('register', { text: item.text })}
        </span>
      );
    case 'go':
      return (
        <span className={classes.plain}>
          <span className={classes.soft}>{t('screens')}</span>
          {item.screen.name}
        </span>
      );
  }
}

function ChoiceLine(shown: {
  readonly choice: BookingChoice;
  readonly number: number;
  readonly suggestion: BookingSuggestion | undefined;
}) {
  const { t } = useTranslation('palette');
  const format = useFormat();
  const { choice, number, suggestion } = shown;
  const basisOf = (basis: BookingSuggestion['typeBasis'] | undefined) =>
    basis === undefined || basis === 'line' ? '' : t(`takenFrom.${basis}`);
  return (
    <span className={classes.choice}>
      <kbd className={classes.number}>{number}</kbd>
      <span className={classes.day}>{format.dayShort(format.dayOf(choice.startsAt))}</span>
      <strong className={classes.time}>{format.time(choice.startsAt)}</strong>
      <span className={classes.doctor}>
        {choice.doctor.name}
        <span className={classes.soft}>{basisOf(suggestion?.doctorBasis)}</span>
      </span>
      <span className={classes.type}>
        <span className={classes.dot} style={{ background: `var(--ml-${choice.type.color}-edge)` }} />
        {choice.type.name}
        <span className={classes.soft}>{suggestion?.typeBasis === 'last' ? t('takenFrom.last') : ''}</span>
      </span>
    </span>
  );
}
