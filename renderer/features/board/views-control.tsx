import { Button, Popover } from '@mantine/core';
import { type ComponentType, memo, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './board.module.css';
import { isViewKey } from './saved-views.ts';
import type { BoardViews } from './use-saved-views.ts';
import type { ViewsPanelProps } from './views-panel.tsx';

export type ViewsProps = {
  readonly views: BoardViews;
  /** Loaded after the screen. */
  readonly ViewsPanel: ComponentType<ViewsPanelProps>;
};

/** The boards on the function keys; on its face the key of the one that is shown. */
export const ViewsControl = memo(function ViewsControl({ views, ViewsPanel }: ViewsProps) {
  const { t } = useTranslation('board');
  const { panel, setPanel, shownKey } = views;
  const isOpen = panel !== 'closed';
  const shown = shownKey && { key: shownKey, name: views.views[shownKey]?.name ?? '' };
  return (
    <>
      <Popover
        opened={isOpen}
        onChange={(opened) => setPanel(opened ? 'open' : 'closed')}
        position="bottom-end"
        width={376}
        trapFocus
        returnFocus
        shadow="md"
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <Button
            variant="default"
            className={classes.filterButton}
            data-active={shownKey !== undefined || undefined}
            aria-label={shown === undefined ? t('views.open') : t('views.openShown', shown)}
            title={t('views.openHint')}
            onClick={() => setPanel(isOpen ? 'closed' : 'open')}
          >
            <ViewsIcon />
            {shownKey !== undefined && <span className={classes.filterCount}>{shownKey}</span>}
          </Button>
        </Popover.Target>
        <Popover.Dropdown
          className={classes.filterPanel}
          onKeyDown={(event) => {
            if (!isViewKey(event.key) || event.shiftKey || event.ctrlKey || event.altKey) return;
            event.preventDefault();
            views.show(event.key);
          }}
        >
          {isOpen && (
            <Suspense>
              <ViewsPanel views={views} />
            </Suspense>
          )}
        </Popover.Dropdown>
      </Popover>
      <span className={classes.spoken} aria-live="polite">
        {shown !== undefined && t('views.shown', shown)}
      </span>
    </>
  );
});

/** Here and not among all screens' icons, as the filter's. */
function ViewsIcon() {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M3 4h14v12H3V4ZM8 4v12M13 4v12M3 8h14" />
    </svg>
  );
}
