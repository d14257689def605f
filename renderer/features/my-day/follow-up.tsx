import { Button, Menu } from '@mantine/core';
import { useEffectEvent, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { useFormat } from '../../lib/format.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { isBusyElsewhere } from '../../ui/keys/is-busy-elsewhere.ts';
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

/** Farther ahead nobody books yet: the desk calls when it is time. */
const RECALLS = [
  { key: 'e', months: 6 },
  { key: 'y', months: 12 },
  { key: 'z', months: 24 },
] as const;

type Props = {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onPick: (day: CivilDate) => void;
  readonly onRecall: (months: number) => void;
};

/** "Come again in three weeks": G, 3, and the times near that day are there. */
export function FollowUp({ isOpen, onOpen, onPick, onRecall }: Props) {
  const { t } = useTranslation('myDay');
  const format = useFormat();
  const pick = (days: number) => {
    onOpen(false);
    onPick(addDays(format.today(), days));
  };
  const recall = (months: number) => {
    onOpen(false);
    onRecall(months);
  };
  useSecondKey(isOpen, (pressed) => {
    const span = SPANS.find(({ key }) => key === pressed);
    const later = RECALLS.find(({ key }) => key === pressed);
    if (span !== undefined) pick(span.days);
    if (later !== undefined) recall(later.months);
    return span !== undefined || later !== undefined;
  });
  return (
    <Menu
      opened={isOpen}
      onChange={onOpen}
      position="bottom-start"
      // Never beyond the window's edge: where there is too little room it goes above, or beside.
      middlewares={{ flip: { fallbackPlacements: ['top-start', 'right'] }, shift: { padding: 8 } }}
      width={220}
      withinPortal
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Button size="md" variant="default" rightSection={<Key>G</Key>}>
          {t('followUp.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SPANS.map(({ key, unit, count, days }) => (
          <Menu.Item key={key} rightSection={<Key>{key.toUpperCase()}</Key>} onClick={() => pick(days)}>
            {t(`followUp.${unit}`, { count })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('followUp.recall')}</Menu.Label>
        {RECALLS.map(({ key, months }) => (
          <Menu.Item key={key} rightSection={<Key>{key.toUpperCase()}</Key>} onClick={() => recall(months)}>
            {t('followUp.months', { count: months })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const SECOND_KEYS: ReadonlySet<string> = new Set([...SPANS, ...RECALLS].map(({ key }) => key));
/** Two quick keys are one wish; what is pressed later stands for itself. */
const ONE_WISH_MS = 1500;

/**
 * For the first of the two keys with nobody inside, such as just after the visit was done: says so, and keeps the
 * second one from telling everybody that the doctor runs late.
 */
export function useMissedFollowUp(): () => void {
  const { t } = useTranslation('myDay');
  const say = useActToast();
  const [isMissed, setMissed] = useState(false);
  const drop = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat) return;
    setMissed(false);
    if (!SECOND_KEYS.has(event.key.toLowerCase()) || isBusyElsewhere(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useLayoutEffect(() => {
    if (!isMissed) return undefined;
    const listen = (event: KeyboardEvent) => drop(event);
    const timer = setTimeout(() => setMissed(false), ONE_WISH_MS);
    document.addEventListener('keydown', listen, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', listen, { capture: true });
    };
  }, [isMissed]);
  return () => {
    say(t('followUp.nobody'), { isBad: true });
    setMissed(true);
  };
}

/**
 * From the moment the menu is open, wherever the focus still is: two quick keys are one wish, and the second means
 * something else on the screen below.
 */
function useSecondKey(isOpen: boolean, onKey: (pressed: string) => boolean): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !onKey(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const listen = (event: KeyboardEvent) => press(event);
    // Before the screen below hears it.
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, [isOpen]);
}
