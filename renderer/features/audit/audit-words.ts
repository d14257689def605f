import { useTranslation } from 'react-i18next';
import type { AuditLineDto } from '../../../shared/contracts/audit.ts';
import { AUDIT_PURPOSES } from '../../../shared/domain/audit-kinds.ts';
import { useFormat } from '../../lib/format.ts';

/** A line in words: who, what, on which chart. */
export function useAuditWords() {
  const { t } = useTranslation(['audit', 'common']);
  const format = useFormat();
  return {
    who: ({ person, address }: AuditLineDto) =>
      person === null ? t(address === null ? 'system' : 'nobody') : (person.name ?? t('gone')),
    role: ({ person }: AuditLineDto) => (person === null ? undefined : t(`common:roles.${person.role}`)),
    /** Whose account, where that is not the one who did it. */
    account: ({ account, person }: AuditLineDto) =>
      account === null || account.id === person?.id ? undefined : (account.name ?? t('gone')),
    what: ({ type, action }: AuditLineDto) =>
      action === 'E' ? t(`type.${type}`) : t(`did.${action}`, { what: t(`type.${type}`) }),
    again: ({ repeats }: AuditLineDto) => (repeats === 0 ? undefined : t('again', { count: repeats })),
    chart: ({ chartNumber }: AuditLineDto) =>
      chartNumber === null ? undefined : t('chartNumber', { number: chartNumber }),
    purpose: ({ purpose }: AuditLineDto) => {
      const known = AUDIT_PURPOSES.find((code) => code === purpose);
      return known === undefined ? undefined : t(`purpose.${known}`);
    },
    /** To the minute; with the year only when it is not this one. */
    time: ({ recordedAt }: AuditLineDto) =>
      recordedAt.slice(0, 4) === format.today().slice(0, 4)
        ? format.dateTime(recordedAt)
        : format.date(format.dayOf(recordedAt)),
    exactTime: ({ recordedAt }: AuditLineDto) => format.moment(recordedAt),
  };
}
