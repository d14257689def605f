import { ActionIcon } from '@mantine/core';
import { type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PinDto } from '../../../shared/contracts/pins.ts';
import { type CivilDate, minutesOfDay } from '../../../shared/time/civil-date.ts';
import { localTimeOf } from '../../../shared/time/clinic-zone.ts';
import { minutesBetween, toInstant } from '../../../shared/time/instant.ts';
import { alongText } from '../../lib/along-text.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import type { Incoming } from '../../ui/day-grid/carry.ts';
import type { DayGridHandle } from '../../ui/day-grid/day-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fullName, sortName } from '../../ui/visit/patient-line.tsx';
import classes from './pinboard.module.css';
import { dueOf, idOf, type Pins } from './use-pins.ts';

/** The pin that Tab reaches. */
export const FIRST_PIN = '[data-pin][tabindex="0"]';
/** Nearer than this a press is still a click. */
const CLICK_PX = 5;
const HINT_ID = 'pinboard-hint';

type Props = {
  readonly day: CivilDate;
  readonly pins: Pins;
  readonly grid: RefObject<DayGridHandle | null>;
};

/** Parked while a time is looked for. Stands there while something is on it, or in the hand. */
export function Pinboard({ day, pins, grid }: Props) {
  const { t } = useTranslation('board');
  const [activeId, setActiveId] = useState<string>();
  const { items } = pins;
  if (pins.park === undefined) return null;
  const active = items.find(({ id }) => id === activeId) ?? items[0];
  return (
    <section
      className={classes.board}
      aria-label={t('pins.title')}
      data-grid-drop
      data-empty={items.length === 0 || undefined}
    >
      <h2 className={classes.label}>
        <Icon name="pin" size={14} />
        {t('pins.title')}
      </h2>
      {items.length === 0 ? (
        <p className={classes.hint}>{t('pins.drop')}</p>
      ) : (
        <ul className={classes.list}>
          {items.map((pin, at) => (
            <Card
              key={pin.id}
              day={day}
              pin={pin}
              isActive={pin.id === active?.id}
              grid={grid}
              onFocus={() => setActiveId(pin.id)}
              onStep={(step) => focusPin(items[at + step])}
              onUnpin={() => {
                pins.unpin(pin);
                if (items.length === 1) grid.current?.focus();
                else focusPin(items[at + 1] ?? items[at - 1]);
              }}
            />
          ))}
        </ul>
      )}
      <p id={HINT_ID} hidden>
        {t('pins.hint')}
      </p>
    </section>
  );
}

type CardProps = {
  readonly day: CivilDate;
  readonly pin: PinDto;
  readonly isActive: boolean;
  readonly grid: Props['grid'];
  readonly onFocus: () => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onUnpin: () => void;
};

function Card({ day, pin, isActive, grid, onFocus, onStep, onUnpin }: CardProps) {
  const { t } = useTranslation('board');
  const tasks = useDeskTasks();
  const format = useFormat();
  const { name, sorted, what, when } = useCardWords(pin);
  const hand = useHand(pin, grid);

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowRight: () => onStep(1),
      ArrowLeft: () => onStep(-1),
      Enter: () => grid.current?.takeIn(incoming(pin, format.timeZone)),
      p: () => grid.current?.takeIn(incoming(pin, format.timeZone)),
      Delete: onUnpin,
      k: onUnpin,
    };
    const act = acts[alongText(event.key)];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }
  function onClick() {
    if (hand.takesClick()) return;
    if (pin.visit === null) findTime();
    else tasks.show(pin.visit.id);
  }
  /** For a finger, which scrolls and cannot drag. */
  function findTime() {
    const due = dueOf(pin);
    if (pin.visit !== null) tasks.move(pin.visit);
    else if (due !== undefined) tasks.book({ day, recall: due });
  }
  return (
    <li className={classes.card}>
      <button
        type="button"
        id={cardId(pin)}
        data-pin
        tabIndex={isActive ? 0 : -1}
        className={classes.thing}
        aria-describedby={HINT_ID}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={onClick}
        {...hand.handlers}
      >
        <span className={classes.name}>{sorted}</span> <span className={classes.what}>{what}</span>{' '}
        <span className={classes.by} title={t('pins.pinned', { name: pin.pinnedByName, when })}>
          {t('pins.by', { name: pin.pinnedByName, when })}
        </span>
      </button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={t('pins.place', { name })}
        title={t('pins.place', { name })}
        onClick={findTime}
      >
        <Icon name="clock" size={14} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={t('pins.unpin', { name })}
        title={t('pins.unpin', { name })}
        onClick={onUnpin}
      >
        <Icon name="cross" size={12} />
      </ActionIcon>
    </li>
  );
}

function useCardWords({ visit, recall, pinnedAt }: PinDto) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const patient = visit?.patient ?? recall?.patient;
  const what =
    visit === null
      ? t('pins.recall', { type: recall?.typeName ?? '', month: format.month(recall?.dueOn ?? '') })
      : t('pins.visit', { type: visit.type.name, when: format.dateTime(visit.startsAt) });
  const isToday = format.dayOf(pinnedAt) === format.today();
  return {
    what,
    name: patient === undefined ? '' : fullName(patient),
    sorted: patient === undefined ? '' : sortName(patient),
    when: isToday ? format.time(pinnedAt) : format.dateTime(pinnedAt),
  };
}

/** A press that goes far enough takes the card along, and the grid has it from there. */
function useHand(pin: PinDto, grid: Props['grid']) {
  const format = useFormat();
  const pressed = useRef<{ x: number; y: number } | null>(null);
  const wasDragged = useRef(false);
  return {
    takesClick: () => wasDragged.current,
    handlers: {
      onPointerDown: (event: React.PointerEvent) => {
        wasDragged.current = false;
        // A finger scrolls.
        const isHand = event.button === 0 && event.pointerType !== 'touch';
        pressed.current = isHand ? { x: event.clientX, y: event.clientY } : null;
      },
      onPointerMove: (event: React.PointerEvent) => {
        const from = pressed.current;
        if (from === null || Math.hypot(event.clientX - from.x, event.clientY - from.y) < CLICK_PX) return;
        pressed.current = null;
        wasDragged.current = true;
        grid.current?.dragIn(event, incoming(pin, format.timeZone));
      },
      onPointerUp: () => {
        pressed.current = null;
      },
    },
  };
}

/** A visit begins where it was: most are put to the same time of another day. */
function incoming(pin: PinDto, timeZone: string): Incoming {
  const { visit, recall } = pin;
  const columnId = visit?.doctorId ?? recall?.doctorId ?? undefined;
  const startMin =
    visit === null ? undefined : minutesOfDay(localTimeOf(toInstant(visit.startsAt), timeZone));
  return { id: idOf(pin), columnId, startMin, durationMin: durationOf(pin) };
}

const LEAST_MIN = 5;

function durationOf({ visit, recall }: PinDto): number {
  if (visit === null) return Math.max(LEAST_MIN, recall?.durationMin ?? 0);
  return minutesBetween(toInstant(visit.startsAt), toInstant(visit.endsAt));
}

function focusPin(pin: PinDto | undefined): void {
  if (pin !== undefined) document.getElementById(cardId(pin))?.focus();
}

function cardId({ id }: PinDto): string {
  return `pin-${id}`;
}
