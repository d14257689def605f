import { ActionIcon, Button, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '../../ui/keys/keys-help.tsx';
import { countActive } from './board-address.ts';
import { LONGEST_VIEW_NAME, type SavedView, type ViewKey } from './saved-views.ts';
import classes from './views-panel.module.css';

type Props = {
  readonly viewKey: ViewKey;
  readonly view: SavedView | undefined;
  readonly isShown: boolean;
  readonly isNaming: boolean;
  /** What stood here until a moment ago. */
  readonly replaced: SavedView | undefined;
  readonly onShow: () => void;
  /** For the board as it stands, or for a new name alone. */
  readonly onAskName: (isSaving: boolean) => void;
  readonly onName: (name: string) => void;
  readonly onNoName: () => void;
  /** The board as it stands, another view, or none. */
  readonly onKeep: (view: 'now' | SavedView | undefined) => void;
};

/** One key: what is on it, and what can be done with it. */
export function ViewRow(props: Props) {
  const { viewKey, view, isShown, isNaming, replaced } = props;
  const { t } = useTranslation('board');
  const words = useViewWords();
  const main = useRef<HTMLButtonElement>(null);
  const wasNaming = useRef(false);
  useEffect(() => {
    if (wasNaming.current && !isNaming) main.current?.focus();
    wasNaming.current = isNaming;
  }, [isNaming]);

  if (isNaming) return <NameRow {...props} />;
  const back = replaced !== undefined && replaced !== view && (
    <Button
      size="compact-sm"
      variant="subtle"
      aria-label={t('views.bringBackOf', { name: replaced.name })}
      onClick={() => {
        props.onKeep(replaced);
        main.current?.focus();
      }}
    >
      {t('views.bringBack')}
    </Button>
  );
  if (view === undefined)
    return (
      <li className={classes.row}>
        <Key>{viewKey}</Key>
        <span className={classes.free}>{t('views.free')}</span>
        {back}
        <Button
          ref={main}
          size="compact-sm"
          variant="default"
          aria-label={t('views.saveOn', { key: viewKey })}
          onClick={() => props.onAskName(true)}
        >
          {t('views.save')}
        </Button>
      </li>
    );
  const { name } = view;
  return (
    <li className={classes.row} data-shown={isShown || undefined}>
      <Key>{viewKey}</Key>
      <button
        ref={main}
        type="button"
        className={classes.view}
        aria-pressed={isShown}
        aria-keyshortcuts={viewKey}
        onClick={props.onShow}
      >
        <span className={classes.name}>{name}</span>
        <span className={classes.about}>{words(view)}</span>
      </button>
      {back}
      {!isShown && (
        <Act word={t('views.overwrite', { name })} path={OVERWRITE} onAct={() => props.onKeep('now')} />
      )}
      <Act word={t('views.rename', { name })} path={RENAME} onAct={() => props.onAskName(false)} />
      <Act
        word={t('views.drop', { name })}
        path={DROP}
        onAct={() => {
          props.onKeep(undefined);
          // The row's own button is another one now.
          requestAnimationFrame(() => main.current?.focus());
        }}
      />
    </li>
  );
}

function NameRow({ viewKey, view, onName, onNoName }: Props) {
  const { t } = useTranslation(['board', 'common']);
  const [name, setName] = useState(view?.name ?? '');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const wanted = name.trim();
  return (
    <li>
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === '') input.current?.focus();
          else onName(wanted);
        }}
        // Away from the name, not from the panel.
        onKeyDownCapture={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onNoName();
        }}
      >
        <Key>{viewKey}</Key>
        <TextInput
          ref={input}
          data-autofocus
          size="xs"
          className={classes.field}
          aria-label={t('views.nameOf', { key: viewKey })}
          placeholder={t('views.name')}
          value={name}
          maxLength={LONGEST_VIEW_NAME}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="compact-sm" aria-disabled={wanted === ''}>
          {t('common:actions.save')}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onNoName}>
          {t('common:actions.cancel')}
        </Button>
      </form>
    </li>
  );
}

/** What a view makes of the board, in a few words. */
function useViewWords() {
  const { t } = useTranslation('board');
  return ({ look, rowMin }: SavedView) => {
    const filters = countActive(look) + (look.find === undefined ? 0 : 1);
    const { days, by } = look;
    return [
      days === undefined ? by && t(`groups.${by}`) : t(`days.span${days}`),
      t('zoom.row', { count: rowMin }),
      filters > 0 && t('views.filters', { count: filters }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}

type ActProps = { readonly word: string; readonly path: ReactNode; readonly onAct: () => void };

function Act({ word, path, onAct }: ActProps) {
  return (
    <ActionIcon variant="subtle" size={28} aria-label={word} title={word} onClick={onAct}>
      <svg
        width="16"
        height="16"
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
      >
        {path}
      </svg>
    </ActionIcon>
  );
}

const OVERWRITE = <path d="M10 3v9M6.500 8.500 10 12l3.500-3.500M3 13v4h14v-4" />;
const RENAME = <path d="M4 16l1-4 8.500-8.500 3 3L8 15l-4 1Z" />;
const DROP = <path d="M4 6h12M8 6V4h4v2M5.500 6l1 11h7l1-11" />;
