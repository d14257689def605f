import { Button, SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageNote } from '../../../ui/page-note.tsx';
import classes from './ways.module.css';

type Way = 'pick' | 'ask';

type Props = {
  /** Something can be booked online. */
  readonly isPickable: boolean;
  /** The free times; nothing of them suiting, the clinic is asked. */
  readonly renderPick: (onAsk: () => void) => ReactNode;
  readonly ask: ReactNode;
};

/** Two ways to a visit: pick a free time, or ask the clinic to find one. */
export function Ways({ isPickable, renderPick, ask }: Props) {
  const { t } = useTranslation('portal');
  const [way, setWay] = useState<Way>(isPickable ? 'pick' : 'ask');
  const askInstead = () => setWay('ask');
  return (
    <>
      <SegmentedControl
        aria-label={t('ways.label')}
        size="md"
        fullWidth
        classNames={classes}
        value={way}
        onChange={(value) => setWay(value === 'ask' ? 'ask' : 'pick')}
        data={[
          { value: 'pick', label: t('ways.pick') },
          { value: 'ask', label: t('ways.ask') },
        ]}
      />
      {way === 'ask' && ask}
      {way === 'pick' && isPickable && renderPick(askInstead)}
      {way === 'pick' && !isPickable && (
        <PageNote
          title={t('slots.noTypes')}
          hint={t('slots.noTypesHint')}
          action={<Button onClick={askInstead}>{t('slots.askInstead')}</Button>}
        />
      )}
    </>
  );
}
