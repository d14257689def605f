import type { Migration } from 'kysely/migration';
import * as clinic from './0001-clinic.ts';
import * as appointments from './0002-appointments.ts';
import * as patientSearch from './0003-patient-search.ts';
import * as auditChain from './0004-audit-chain.ts';
import * as profiles from './0005-profiles.ts';
import * as credentials from './0006-credentials.ts';
import * as sessions from './0007-sessions.ts';
import * as breakGlass from './0008-break-glass.ts';
import * as privacy from './0009-privacy.ts';
import * as visitsBySpan from './0030-visits-by-span.ts';
import * as factors from './0031-factors.ts';
import * as passkeys from './0032-passkeys.ts';
import * as assignedDoctors from './0033-assigned-doctors.ts';
import * as undo from './0035-undo.ts';
import * as callTimes from './0037-call-times.ts';
import * as roomMarks from './0038-room-marks.ts';
import * as waitlist from './0040-waitlist.ts';
import * as series from './0042-series.ts';
import * as calendarFeeds from './0060-calendar-feeds.ts';
import * as auditOfAccounts from './0061-audit-of-accounts.ts';
import * as checkIn from './0062-check-in.ts';
import * as liftedHolds from './0063-lifted-holds.ts';
import * as changedAddresses from './0064-changed-addresses.ts';
import * as absences from './0065-absences.ts';
import * as visitNotes from './0066-visit-notes.ts';
import * as displays from './0067-displays.ts';
import * as offHours from './0068-off-hours.ts';
import * as roomsInUse from './0069-rooms-in-use.ts';
import * as doctorDelays from './0070-doctor-delays.ts';
import * as accountLanguage from './0071-account-language.ts';
import * as visitForms from './0072-visit-forms.ts';
import * as recalls from './0073-recalls.ts';
import * as pins from './0074-pins.ts';
import * as roomSignals from './0075-room-signals.ts';
import * as pinTries from './0076-pin-tries.ts';
import * as balance from './0077-balance.ts';
import * as ownForms from './0078-own-forms.ts';
import * as requestsToAny from './0079-requests-to-any.ts';
import * as suspendedPasskeys from './0081-suspended-passkeys.ts';
import * as joinedCharts from './0084-joined-charts.ts';
import * as rewordedForms from './0085-reworded-forms.ts';
import * as recallsByEnd from './0086-recalls-by-end.ts';
import * as erasedPeople from './0087-erased-people.ts';
import * as endedGlass from './0088-ended-glass.ts';
import * as hoursProposals from './0089-hours-proposals.ts';

/** In order; a static record, because a packaged app has no folder to scan. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-clinic': clinic,
  '0002-appointments': appointments,
  '0003-patient-search': patientSearch,
  '0004-audit-chain': auditChain,
  '0005-profiles': profiles,
  '0006-credentials': credentials,
  '0007-sessions': sessions,
  '0008-break-glass': breakGlass,
  '0009-privacy': privacy,
  '0030-visits-by-span': visitsBySpan,
  '0031-factors': factors,
  '0032-passkeys': passkeys,
  '0033-assigned-doctors': assignedDoctors,
  '0035-undo': undo,
  '0037-call-times': callTimes,
  '0038-room-marks': roomMarks,
  '0040-waitlist': waitlist,
  '0042-series': series,
  '0060-calendar-feeds': calendarFeeds,
  '0061-audit-of-accounts': auditOfAccounts,
  '0062-check-in': checkIn,
  '0063-lifted-holds': liftedHolds,
  '0064-changed-addresses': changedAddresses,
  '0065-absences': absences,
  '0066-visit-notes': visitNotes,
  '0067-displays': displays,
  '0068-off-hours': offHours,
  '0069-rooms-in-use': roomsInUse,
  '0070-doctor-delays': doctorDelays,
  '0071-account-language': accountLanguage,
  '0072-visit-forms': visitForms,
  '0073-recalls': recalls,
  '0074-pins': pins,
  '0075-room-signals': roomSignals,
  '0076-pin-tries': pinTries,
  '0077-balance': balance,
  '0078-own-forms': ownForms,
  '0079-requests-to-any': requestsToAny,
  '0081-suspended-passkeys': suspendedPasskeys,
  '0084-joined-charts': joinedCharts,
  '0085-reworded-forms': rewordedForms,
  '0086-recalls-by-end': recallsByEnd,
  '0087-erased-people': erasedPeople,
  '0088-ended-glass': endedGlass,
  '0089-hours-proposals': hoursProposals,
};
