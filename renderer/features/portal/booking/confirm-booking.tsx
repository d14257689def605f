import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SlotDto } from '../../../../shared/contracts/schedule.ts';
import { useFormat } from '../../../lib/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { useDayWords } from '../use-day-words.ts';

type Props = {
  readonly slot: SlotDto | undefined;
  readonly doctorName: string;
  readonly typeName: string;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly isBusy: boolean;
  readonly problem: string | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
};

/** The last look before a time is taken. What was typed stays when the time has to be chosen anew. */
export function ConfirmBooking(props: Props) {
  const { slot, doctorName, typeName, reason, onReason, isBusy, problem, onSubmit, onClose } = props;
  const { t } = useTranslation(['portal', 'common']);
  const format = useFormat();
  const words = useDayWords();
  return (
    <Sheet title={t('confirm.title')} isOpen={slot !== undefined} onClose={onClose}>
      {slot !== undefined && (
        <div>
          <p>
            <strong>
              {words.dayOfMoment(slot.startsAt)}, {format.timeRange(slot.startsAt, slot.endsAt)}
            </strong>
          </p>
          <p>
            {typeName} {t('visit.with', { doctor: doctorName })}
          </p>
        </div>
      )}
      <Textarea
        label={`${t('confirm.reason')} (${t('common:form.optional')})`}
        description={t('confirm.reasonHint')}
        value={reason}
        maxLength={500}
        autosize={false}
        rows={3}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
      <Button size="lg" loading={isBusy} onClick={onSubmit}>
        {t('confirm.submit')}
      </Button>
      <Button variant="default" onClick={onClose}>
        {t('slots.other')}
      </Button>
    </Sheet>
  );
}
