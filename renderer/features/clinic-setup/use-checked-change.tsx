import type { ReactNode } from 'react';
import type { PlannedChange } from '../../../shared/contracts/clinic-calendar.ts';
import { useTRPCClient } from '../../lib/api.ts';
import { useLookedOver } from '../../ui/touched/use-looked-over.tsx';

/** Saves a change of the clinic once the coming visits it touches have been looked over. */
export function useCheckedChange(): {
  check: (planned: PlannedChange, save: (touched: string) => Promise<unknown>) => Promise<void>;
  dialog: ReactNode;
} {
  const api = useTRPCClient();
  const { check, dialog } = useLookedOver('save');
  return {
    check: (planned, save) => check((cursor) => api.clinic.previewChange.mutate({ planned, cursor }), save),
    dialog,
  };
}
