import { absencesRouter } from '../features/absences/absences.router.ts';
import { appointmentsRouter } from '../features/appointments/appointments.router.ts';
import { undoRouter } from '../features/appointments/undo.router.ts';
import { auditRouter } from '../features/audit/audit.router.ts';
import { authRouter } from '../features/auth/auth.router.ts';
import { bookingRouter } from '../features/booking/booking.router.ts';
import { breakGlassRouter } from '../features/break-glass/break-glass.router.ts';
import { calendarsRouter } from '../features/calendars/calendars.router.ts';
import { callTimesRouter } from '../features/call-times/call-times.router.ts';
import { clinicRouter } from '../features/clinic/clinic.router.ts';
import { formsRouter } from '../features/forms/forms.router.ts';
import { notesRouter } from '../features/notes/notes.router.ts';
import { correctionsRouter } from '../features/corrections/corrections.router.ts';
import { delaysRouter } from '../features/delays/delays.router.ts';
import { displaysRouter } from '../features/displays/displays.router.ts';
import { draftsRouter } from '../features/drafts/drafts.router.ts';
import { exportsRouter } from '../features/exports/exports.router.ts';
import { figuresRouter } from '../features/figures/figures.router.ts';
import { flowRouter } from '../features/flow/flow.router.ts';
import { hoursRouter } from '../features/hours/hours.router.ts';
import { kioskRouter } from '../features/kiosk/kiosk.router.ts';
import { languagesRouter } from '../features/languages/languages.router.ts';
import { patientsRouter } from '../features/patients/patients.router.ts';
import { paperRouter } from '../features/paper/paper.router.ts';
import { profilesRouter } from '../features/profiles/profiles.router.ts';
import { privacyRouter } from '../features/privacy/privacy.router.ts';
import { requestsRouter } from '../features/requests/requests.router.ts';
import { retentionRouter } from '../features/retention/retention.router.ts';
import { roomsRouter } from '../features/rooms/rooms.router.ts';
import { scheduleRouter } from '../features/schedule/schedule.router.ts';
import { securityRouter } from '../features/security/security.router.ts';
import { seriesRouter } from '../features/series/series.router.ts';
import { setupRouter } from '../features/setup/setup.router.ts';
import { signalsRouter } from '../features/signals/signals.router.ts';
import { usersRouter } from '../features/users/users.router.ts';
import { pinsRouter } from '../features/pins/pins.router.ts';
import { recallsRouter } from '../features/recalls/recalls.router.ts';
import { waitlistRouter } from '../features/waitlist/waitlist.router.ts';
import { router } from '../trpc/procedures.ts';

export const appRouter = router({
  setup: setupRouter,
  audit: auditRouter,
  auth: authRouter,
  security: securityRouter,
  users: usersRouter,
  drafts: draftsRouter,
  patients: patientsRouter,
  clinic: clinicRouter,
  hours: hoursRouter,
  schedule: scheduleRouter,
  absences: absencesRouter,
  appointments: appointmentsRouter,
  booking: bookingRouter,
  series: seriesRouter,
  calendars: calendarsRouter,
  undo: undoRouter,
  callTimes: callTimesRouter,
  delays: delaysRouter,
  displays: displaysRouter,
  kiosk: kioskRouter,
  languages: languagesRouter,
  requests: requestsRouter,
  pins: pinsRouter,
  recalls: recallsRouter,
  waitlist: waitlistRouter,
  breakGlass: breakGlassRouter,
  corrections: correctionsRouter,
  forms: formsRouter,
  notes: notesRouter,
  profiles: profilesRouter,
  privacy: privacyRouter,
  exports: exportsRouter,
  figures: figuresRouter,
  retention: retentionRouter,
  paper: paperRouter,
  flow: flowRouter,
  rooms: roomsRouter,
  signals: signalsRouter,
});
export type AppRouter = typeof appRouter;
