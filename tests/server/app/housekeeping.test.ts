import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHousekeeping } from '../../../server/app/housekeeping.ts';
import { createLogger } from '../../../server/lib/logger.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

describe('housekeeping', () => {
  it('goes on with everything else where one thing fails', async () => {
    const { drafts } = clinic.call(clinic.actors.reception);
    await drafts.keep({ name: 'booking', content: '{}' });
    clinic.clock.advance({ days: 8 });
    const pins = { ...clinic.services.pins, forgetOld: () => Promise.reject(new Error('no room left')) };
    const { db, clock, services } = clinic;
    const housekeeping = startHousekeeping({
      db,
      clock,
      services: { ...services, pins },
      logger: createLogger('silent'),
      renewCertificate: () => Promise.resolve(),
    });
    await housekeeping.stop();
    const kept = await db.read((q) => q.selectFrom('draft').select('name').execute());
    expect(kept).toEqual([]);
  });
});
