import { useEffect } from 'react';
import { COLORED_STATES } from '../../shared/domain/palette.ts';
import { useOverview } from '../lib/use-overview.ts';

/** The clinic's own colours of the states, in place of those of the tokens, wherever a state is shown. */
export function useStatusColors(): void {
  const colors = useOverview()?.settings.statusColors;
  useEffect(() => {
    const { style } = document.documentElement;
    for (const state of COLORED_STATES) {
      const color = colors?.[state];
      if (color === undefined) style.removeProperty(`--ml-status-${state}`);
      else style.setProperty(`--ml-status-${state}`, `var(--ml-${color}-ink)`);
    }
  }, [colors]);
}
