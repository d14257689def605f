import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { useFormat } from '../../lib/format.ts';
import { Key } from '../../ui/keys/keys-help.tsx';

/** What doctors say most, each by one key. */
const SPANS = [
  { key: '1', unit: 'weeks', count: 1, days: 7 },
  { key: '2', unit: 'weeks', count: 2, days: 14 },
  { key: '3', unit: 'weeks', count: 3, days: 21 },
  { key: '4', unit: 'weeks', count: 4, days: 28 },
  { key: '6', unit: 'weeks', count: 6, days: 42 },
  { key: 'q', unit: 'months', count: 3, days: 91 },
  { key: 'h', unit: 'months', count: 6, days: 182 },
] as const;

type Props = {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onPick: (day: CivilDate) => void;
};

/** "Come again in three weeks": G, 3, and the times near that day are there. */
export function FollowUp({ isOpen, onOpen, onPick }: Props) {
  const { t } = useTranslation('myDay');
  const format = useFormat();
  const pick = (days: number) => {
    onOpen(false);
    onPick(addDays(format.today(), days));
  };
  return (
    <Menu
      opened={isOpen}
      onChange={onOpen}
      position="bottom-start"
      width={220}
      withinPortal
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Button size="md" variant="default" rightSection={<Key>G</Key>}>
          {t('followUp.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown
        onKeyDown={(event) => {
          const span = SPANS.find(({ key }) => key === event.key.toLowerCase());
          if (span === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
          event.preventDefault();
          pick(span.days);
        }}
      >
        {SPANS.map(({ key, unit, count, days }) => (
          <Menu.Item key={key} rightSection={<Key>{key.toUpperCase()}</Key>} onClick={() => pick(days)}>
            {t(`followUp.${unit}`, { count })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
