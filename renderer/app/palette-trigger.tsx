import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayEver } from '../../shared/domain/policy.ts';
import { useAfterPaint } from '../lib/after-paint.ts';
import { giveFocusBack, rememberFocus } from '../lib/focus-return.ts';
import { keepEarlyKey, waitForField } from '../lib/early-keys.ts';
import { useDraftsLoaded } from '../lib/draft.ts';
import { useMe } from '../lib/session.ts';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

const load = () => import('./desk-palette.tsx');
type Part = Awaited<ReturnType<typeof load>>;

/** Ctrl+K on every screen of the staff. What it opens is fetched once the screen is out, and stays. */
export function PaletteTrigger() {
  const { t } = useTranslation('desk');
  const canBook = mayEver(useMe().role, 'appointment.book');
  const [isOpen, setOpen] = useState(false);
  const areDraftsHere = useDraftsLoaded();
  const loaded = useLoaded(isOpen);
  const open = useEffectEvent(() => {
    // One dialog at a time: the one that is open has what is being typed.
    if (document.querySelector('[role="dialog"]') !== null) return;
    waitForField();
    rememberFocus();
    setOpen(true);
  });
  function close() {
    setOpen(false);
    giveFocusBack(true);
  }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (keepEarlyKey(event)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const isAsked = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!isAsked || event.altKey || event.shiftKey) return;
      // The browser's own search bar stays away.
      event.preventDefault();
      open();
    };
    // Before the screen below takes a letter for one of its own keys.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
  return (
    <>
      <button
        type="button"
        className={classes.palette}
        title={canBook ? t('palette') : t('goLong')}
        aria-keyshortcuts="Control+K"
        onClick={open}
      >
        <Icon name="search" size={16} />
        {canBook ? t('paletteShort') : t('goShort')}
        <kbd className={classes.paletteKey}>Ctrl K</kbd>
      </button>
      {loaded !== null && <loaded.UndoKey />}
      {isOpen && areDraftsHere && loaded !== null && <loaded.DeskPalette onClose={close} />}
    </>
  );
}

/**
 * Drawn within the key press once it is here: what is typed right after goes into its line.
 * Its words come with it: drawn without them it would wait for them, and React holds back what has waited.
 */
function useLoaded(isWanted: boolean): Part | null {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const isAtRest = useAfterPaint(true);
  const [loaded, setLoaded] = useState<Part | null>(null);
  useEffect(() => {
    if (!(isWanted || isAtRest)) return;
    load()
      .then(async (module) => {
        await module.fetchPaletteWords(i18n);
        setLoaded(module);
      })
      .catch(() => undefined);
    // The words again for each language the page turns to.
  }, [isWanted, isAtRest, i18n, language]);
  return loaded;
}
