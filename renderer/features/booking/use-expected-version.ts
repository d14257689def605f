import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useTRPC } from '../../lib/api.ts';
import { findVisit } from '../../lib/board-cache.ts';
import { reasonOf } from '../../lib/errors.ts';

/**
 * The version the person acts on: the one the dialog opened with, or, once that was refused as old and
 * the words said so, the newest the screen knows.
 */
export function useExpectedVersion(visit: AppointmentDto) {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const [wasOld, setWasOld] = useState(false);
  return {
    expectedVersion: () => {
      const newest = wasOld ? findVisit(queryClient, trpc, visit.id) : undefined;
      return newest?.version ?? visit.version;
    },
    onError: (error: unknown) => {
      if (reasonOf(error).code === 'stale_version') setWasOld(true);
    },
  };
}
