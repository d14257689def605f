import { useQuery } from '@tanstack/react-query';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { PatientProfileDto } from '../../../shared/contracts/profiles.ts';
import type { CheckInItem } from '../../../shared/domain/check-in.ts';
import { useTRPC } from '../../lib/api.ts';

type Read<T> = { readonly data: T | undefined; readonly isError: boolean };
type About = { readonly asked: readonly CheckInItem[]; readonly chart: Read<PatientProfileDto> };

/**
 * What is known not to be done: forms that are not filled in, an insurance and a phone number that are not on the card.
 * Undefined until all of it is known; where something cannot be read, it is not open.
 */
export function useOpenItems(
  visit: AppointmentDto,
  { asked, chart }: About,
): readonly CheckInItem[] | undefined {
  const isFormsAsked = asked.includes('forms');
  const options = useTRPC().forms.state.queryOptions({ appointmentId: visit.id });
  const forms = useQuery({ ...options, enabled: isFormsAsked });
  if ((isFormsAsked && isAwaited(forms)) || isAwaited(chart)) return undefined;
  const isFormOpen =
    forms.data !== undefined &&
    forms.data.isAsked &&
    (forms.data.filledAt === null || forms.data.missing > 0);
  const open: Record<CheckInItem, boolean> = {
    identity: false,
    phone: chart.data !== undefined && chart.data.phone === null,
    insurance: chart.data !== undefined && chart.data.insurance === null,
    forms: isFormOpen,
    copay: false,
  };
  return asked.filter((item) => open[item]);
}

const isAwaited = ({ data, isError }: Read<unknown>) => data === undefined && !isError;
