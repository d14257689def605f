import type { RecallState } from '../../../shared/domain/recalls.ts';
import type { AppointmentTypeId, DoctorId } from '../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { usePages } from '../../lib/use-pages.ts';

const A_PAGE = 50;

export type Filters = {
  readonly state?: RecallState | undefined;
  readonly dueMonth?: string | undefined;
  readonly doctorId?: DoctorId | undefined;
  readonly appointmentTypeId?: AppointmentTypeId | undefined;
};

export function useRecalls(filters: Filters) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  return usePages([...trpc.recalls.list.pathKey(), 'pages', filters], (cursor) =>
    api.recalls.list.query({ ...filters, limit: A_PAGE, cursor }),
  );
}
