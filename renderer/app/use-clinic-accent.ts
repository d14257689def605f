import { useLayoutEffect } from 'react';
import { useClinic } from '../lib/clinic.ts';

/** The clinic's own colour in place of the one the page comes with; what it is in light and dark, the sheet says. */
export function useClinicAccent(): void {
  const { accent } = useClinic();
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (accent === null) delete dataset.accent;
    else dataset.accent = accent;
  }, [accent]);
}
