import { type RefObject, useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { takeEarlyKeys } from '../../lib/early-keys.ts';
import { ItemLine } from './item-line.tsx';
import classes from './palette.module.css';
import type { PaletteItem } from './palette-items.ts';
import type { PaletteState } from './use-palette.ts';

type LineProps = {
  readonly state: PaletteState;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly listId: string;
  readonly canBook: boolean;
};

/** The one line; its keys go through what stands under it. */
export function PaletteLine({ state, input, listId, canBook }: LineProps) {
  const { t } = useTranslation('palette');
  const { items, at } = state;
  // A line kept from before is there to be read, and gone with the first letter typed.
  const type = useEffectEvent(state.type);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
    const early = takeEarlyKeys();
    if (early !== '') type(early);
  }, [input]);
  function onKeyDown(event: React.KeyboardEvent) {
    const numbered = event.altKey ? ['Digit1', 'Digit2', 'Digit3'].indexOf(event.code) : -1;
    if (event.key === 'ArrowDown') state.choose(at + 1);
    else if (event.key === 'ArrowUp') state.choose(at - 1);
    else if (numbered >= 0) state.choose(firstTimeAt(items) + numbered);
    else if (event.key !== 'Enter') return;
    else if ((event.ctrlKey || event.metaKey) && canBook) state.openFull();
    else state.act(items[at]);
    event.preventDefault();
  }
  return (
    <input
      ref={input}
      className={classes.input}
      aria-label={t('label')}
      placeholder={canBook ? t('placeholder') : t('placeholderGo')}
      value={state.text}
      maxLength={200}
      onChange={(event) => state.type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      role="combobox"
      aria-expanded={items.length > 0}
      aria-controls={listId}
      aria-activedescendant={items.length > 0 ? `${listId}-${at}` : undefined}
      aria-autocomplete="list"
      autoComplete="off"
      spellCheck={false}
      data-autofocus
    />
  );
}

/** What Enter does, and what else it could do. */
export function PaletteList({ state, listId }: { readonly state: PaletteState; readonly listId: string }) {
  const { t } = useTranslation('palette');
  const { items, at, isSettled, suggestion } = state;
  const firstTime = firstTimeAt(items);
  return (
    <div
      role="listbox"
      id={listId}
      aria-label={t('results')}
      aria-busy={!isSettled}
      className={classes.list}
      hidden={items.length === 0}
    >
      {items.map((item, index) => (
        <div
          key={keyOf(item)}
          role="option"
          id={`${listId}-${index}`}
          aria-selected={index === at}
          tabIndex={-1}
          className={classes.item}
          onPointerMove={() => state.choose(index)}
          onClick={() => state.act(item)}
        >
          <ItemLine item={item} number={index - firstTime + 1} suggestion={suggestion} />
        </div>
      ))}
    </div>
  );
}

/** Where the openings begin, which are numbered from there. */
function firstTimeAt(items: readonly PaletteItem[]): number {
  return Math.max(
    0,
    items.findIndex(({ kind }) => kind === 'book'),
  );
}

function keyOf(item: PaletteItem): string {
  if (item.kind === 'book') return `book ${item.choice.startsAt} ${item.choice.doctor.id}`;
  if (item.kind === 'visit') return `visit ${item.visit.id}`;
  if (item.kind === 'whom') return `whom ${item.patient.id}`;
  if (item.kind === 'away') return `away ${item.doctor.id}`;
  return item.kind === 'go' ? `go ${item.screen.to}` : item.kind;
}
