import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { BookingChoice, BookingSuggestion } from '../../../shared/contracts/booking.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Icon } from '../../ui/icon.tsx';
import { fullName, PatientFacts } from '../../ui/visit/patient-line.tsx';
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
  const format = useFormat();
  switch (item.kind) {
    case 'book':
      return <ChoiceLine choice={item.choice} number={number} suggestion={suggestion} />;
    case 'whom':
      return (
        <span className={classes.plain}>
          <kbd className={classes.number}>{number}</kbd>
          <strong>{fullName(item.patient)}</strong>
          <PatientFacts patient={item.patient} />
        </span>
      );
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
          {t(item.isAnother === true ? 'registerToo' : 'register', { text: item.text })}
        </span>
      );
    case 'wait':
      return (
        <span className={classes.plain}>
          <Icon name="clock" size={16} />
          {t('wait', { name: fullName(item.patient) })}
        </span>
      );
    case 'visit':
      return <VisitLine visit={item.visit} />;
    case 'away':
      return (
        <span className={classes.plain}>
          <Icon name="away" size={16} />
          {t('away', { doctor: item.doctor.name, day: format.dayShort(item.from) })}
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

function VisitLine({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation('palette');
  const format = useFormat();
  const doctor = useOverview()?.doctors.find(({ id }) => id === visit.doctorId);
  return (
    <span className={classes.plain}>
      <Icon name="calendar" size={16} />
      <span className={classes.soft}>{t('coming')}</span>
      <span className={classes.when}>{format.dateTime(visit.startsAt)}</span>
      {visit.type.name}
      <span className={classes.soft}>{doctor?.name}</span>
    </span>
  );
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
