import type { WaitlistEntryDto } from '../../shared/contracts/waitlist.ts';
import type { TestClinic } from '../support/start-clinic.ts';

/** What the matrix asks of the waitlist about taking somebody off, and the way back. */
export function createWaitlistInputs(clinic: TestClinic, waits: () => Promise<WaitlistEntryDto>) {
  const { waitlist } = clinic.call(clinic.actors.reception);
  return {
    'waitlist.withdraw': async () => ({ id: (await waits()).id, expectedVersion: 1 }),
    'waitlist.reopen': async () => {
      const { id } = await waits();
      await waitlist.withdraw({ id, expectedVersion: 1 });
      return { id, expectedVersion: 2 };
    },
  };
}
