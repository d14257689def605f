export type PersonWatch = {
  readonly idleLimitMs: number;
  /** At most once a minute: somebody is here; `quietSec` ago was the last sign of it. */
  readonly report: (quietSec: number) => void;
  /** Nobody has been here for the whole limit; asked again every second while that stays so. */
  readonly onIdle: () => void;
  /** Every few seconds of work, for the other tabs. */
  readonly tellTabs: () => void;
};

const REPORT_MS = 60_000;
const TELL_MS = 5_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Whether a person is at the screen, told by their hands alone: what the program does by itself (hints,
 * renewed tokens, a clock that ticks) is no sign of life.
 */
export function watchPerson(watch: PersonWatch): { seen: () => void; stop: () => void } {
  let lastAt = performance.now();
  let reportedAt = lastAt;
  let toldAt = 0;
  let trailing: ReturnType<typeof setTimeout> | undefined;

  function report(): void {
    clearTimeout(trailing);
    trailing = undefined;
    reportedAt = performance.now();
    watch.report(Math.min(60, Math.max(0, Math.floor((reportedAt - lastAt) / 1000))));
  }
  /** The first sign is told at once, the last of a minute when the minute is over. */
  function seen(): void {
    lastAt = performance.now();
    if (lastAt - reportedAt >= REPORT_MS) report();
    else trailing ??= setTimeout(report, reportedAt + REPORT_MS - lastAt);
  }
  function onSign(): void {
    seen();
    if (lastAt - toldAt < TELL_MS) return;
    toldAt = lastAt;
    watch.tellTabs();
  }
  const look = () => {
    if (performance.now() - lastAt >= watch.idleLimitMs) watch.onIdle();
  };
  const timer = setInterval(look, 1000);
  // After the PC slept its timers come late; nobody may see the screen before they do.
  document.addEventListener('visibilitychange', look);
  for (const sign of SIGNS) window.addEventListener(sign, onSign, { capture: true, passive: true });
  return {
    seen,
    stop: () => {
      clearInterval(timer);
      clearTimeout(trailing);
      document.removeEventListener('visibilitychange', look);
      for (const sign of SIGNS) window.removeEventListener(sign, onSign, { capture: true });
    },
  };
}
