import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ask, createDesk, queryCall } from '../../bench/calls.ts';
import { withClinicProcess } from '../../bench/clinic-process.ts';
import { type ClinicSize, PASSWORD, templateOf, withCopies } from '../../bench/clinics.ts';
import { fillDay } from '../../bench/full-day.ts';

const VISITS_EACH = 5;
const SMALL: ClinicSize = {
  name: 'small',
  doctors: 3,
  patients: 40,
  visits: 0,
  finish: (file, today) => fillDay(file, today, VISITS_EACH),
};

/** What is measured is a clinic as it runs: where one cannot be made, served or asked, no figure comes. */
it('the clinics that are measured can be made, served and signed in to', async () => {
  const template = await templateOf(SMALL);
  // Made anew each time: that it can be made is what is asked.
  onTestFinished(() => rmSync(dirname(template.databasePath), { recursive: true, force: true }));
  await withCopies([template], async ([folder = '']) => {
    await withClinicProcess(folder, async ({ url }) => {
      const desk = await createDesk(url, PASSWORD)();
      const { columns } = await ask(desk, 'appointments.dayBoard', { day: template.day });
      expect(columns.map(({ appointments }) => appointments.length)).toEqual([5, 5, 5]);

      const { types, doctors } = await ask(desk, 'clinic.overview', {});
      const type = types.find(({ name }) => name === 'Follow-up');
      const [doctor] = doctors;
      if (type === undefined || doctor === undefined) throw new Error('nobody to book with');
      const range = { from: template.day, to: template.day };
      const { slots } = await ask(desk, 'schedule.slots', {
        doctorId: doctor.id,
        appointmentTypeId: type.id,
        ...range,
      });
      expect(slots.length).toBeGreaterThan(0);

      const { path } = queryCall('appointments.dayBoard', { day: template.day });
      expect((await fetch(`${url}${path}`)).status).toBe(401);
    });
  });
});
