import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './views-panel.module.css';
import { BOARD_GROUPS, BOARD_SPANS, type BoardLook, withPart } from './board-address.ts';
import { type SavedView, VIEW_KEYS, type ViewKey } from './saved-views.ts';
import type { BoardViews } from './use-saved-views.ts';
import { ViewRow } from './view-row.tsx';

export type ViewsPanelProps = { readonly views: BoardViews };

/** The boards on the keys: shown, saved, named anew, written over and taken away. */
export function ViewsPanel({ views }: ViewsPanelProps) {
  const { t } = useTranslation(['board', 'common']);
  const { panel, setPanel } = views;
  const { look } = views.now;
  const asked = panel === 'open' || panel === 'closed' ? undefined : panel;
  const [naming, setNaming] = useState<{ readonly key: ViewKey; readonly isSaving: boolean } | undefined>(
    asked && { key: asked, isSaving: true },
  );
  /** What stood on a key before, for as long as the panel is open. */
  const [replaced, setReplaced] = useState<{ readonly [Key in ViewKey]?: SavedView | undefined }>({});

  function keep(key: ViewKey, view: SavedView | undefined): void {
    setReplaced({ ...replaced, [key]: views.views[key] });
    views.keep(key, view);
    setNaming(undefined);
  }
  function name(key: ViewKey, text: string, isSaving: boolean): void {
    const known = views.views[key];
    if (isSaving || known === undefined) keep(key, { ...views.now, name: text });
    else {
      views.keep(key, { ...known, name: text });
      setNaming(undefined);
    }
  }
  const days = useFocusChosen();
  return (
    <>
      <h2 className={classes.title}>{t('days.label')}</h2>
      <SegmentedControl
        ref={days}
        fullWidth
        aria-label={t('days.label')}
        value={String(look.days ?? 1)}
        data={[undefined, ...BOARD_SPANS].map((span) => ({
          value: String(span ?? 1),
          label: t(`days.span${span ?? 1}`),
        }))}
        onChange={(chosen) => views.onSpan(BOARD_SPANS.find((span) => String(span) === chosen))}
      />
      {look.days === undefined && <Columns look={look} onLook={views.onLook} />}
      <h2 className={classes.title}>{t('views.saved')}</h2>
      <ol className={classes.rows} aria-label={t('views.saved')}>
        {VIEW_KEYS.map((key) => (
          <ViewRow
            key={key}
            viewKey={key}
            view={views.views[key]}
            isShown={views.shownKey === key}
            isNaming={naming?.key === key}
            replaced={replaced[key]}
            onShow={() => views.show(key)}
            onAskName={(isSaving) => setNaming({ key, isSaving })}
            onName={(text) => name(key, text, naming?.isSaving === true)}
            onNoName={() => setNaming(undefined)}
            onKeep={(view) => keep(key, view === 'now' ? { ...views.now, name: nameOn(key) } : view)}
          />
        ))}
      </ol>
      <div className={classes.foot}>
        <span className={classes.hint}>{t('views.hint')}</span>
        <Button variant="default" onClick={() => setPanel('closed')}>
          {t('common:actions.close')}
        </Button>
      </div>
    </>
  );

  function nameOn(key: ViewKey): string {
    return views.views[key]?.name ?? key;
  }
}

/** The first time the panel is fetched after it has the focus, which would stay on its frame: the arrows begin at what is chosen. */
function useFocusChosen() {
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const isOnFrame = document.activeElement === group.current?.closest('[role="dialog"]');
    if (isOnFrame) group.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, []);
  return group;
}

function Columns({ look, onLook }: { readonly look: BoardLook; readonly onLook: BoardViews['onLook'] }) {
  const { t } = useTranslation('board');
  return (
    <>
      <h2 className={classes.title}>{t('groups.label')}</h2>
      <SegmentedControl
        fullWidth
        aria-label={t('groups.label')}
        value={look.by ?? 'doctor'}
        data={(['doctor', ...BOARD_GROUPS] as const).map((group) => ({
          value: group,
          label: t(`groups.${group}`),
        }))}
        onChange={(group) => onLook(withPart(look, 'by', group === 'doctor' ? null : group))}
      />
    </>
  );
}
