import type { HoursProposalDto } from '../../shared/contracts/hours.ts';
import type { TestApi, TestClinic } from './start-clinic.ts';
import { newRequestId } from './visits.ts';

export type Proposing = Omit<Parameters<TestApi['hours']['propose']>[0], 'seenHours' | 'requestId'>;

/** One weekday, from 1 for Monday on, as it is proposed. */
export const opening = (weekday: number, startTime: string, endTime: string) => ({
  weekday,
  kind: 'open' as const,
  startTime,
  endTime,
});

/** What the cast's doctor proposes: afternoons of Tuesdays alone, from the ninth of March on. */
export async function proposeHours(
  clinic: TestClinic,
  over: Partial<Proposing> = {},
  who: 'doctor' | 'otherDoctor' = 'doctor',
): Promise<HoursProposalDto> {
  const { hours } = clinic.call(clinic.actors[who]);
  const { hoursMark: seenHours } = await hours.own({});
  const tuesdays = { week: [opening(2, '13:00', '17:00')], validFrom: '2026-03-09', note: '' };
  return await hours.propose({ ...tuesdays, ...over, seenHours, requestId: newRequestId() });
}
