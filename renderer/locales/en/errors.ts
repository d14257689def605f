import type { ReasonCode } from '../../lib/errors.ts';
import { firstErrors } from './first-errors.ts';

/** What each refusal says: what happened, then what to do. One entry for every code. */
export const errors = {
  ...firstErrors,
  invalid_input: 'Something is not filled in right. Please look at the marked fields.',
  session_locked: 'This screen is locked. Please unlock it first.',
  second_factor_needed: 'The code of the authenticator is needed.',
  password_short_alone:
    'This password is too short without a second factor. Choose one of 15 characters or more first; an administrator can print a code for it.',
  absence_refused:
    'A visit cannot go where it was to go any more. Nothing was changed: look the plan over again.',
  enrolment_needed: 'The clinic asks for a second factor: set it up first.',
  factor_on: 'A second factor is set up already.',
  insecure_origin: 'Passkeys need the clinic’s secure address: one with https and a name, not a number.',
  passkey_refused: 'This passkey was not accepted. Please try again, or sign in with your password.',
  passkey_known: 'This passkey is set up already.',
  passkey_suspended:
    'There is a copy of this passkey, so it signs nobody in any more. Sign in with your password and a code, add a new passkey, and tell your administrator.',
  account_disabled: 'This account is switched off. Please speak to the clinic.',
  forbidden: 'This account is not allowed to do that.',
  not_found: 'This is no longer there. It may have been removed elsewhere.',
  email_taken: 'There is already an account with this email. Sign in with it instead.',
  slot_taken: 'This time is not free for the whole visit. Please choose another.',
  patient_busy: 'There is already another visit of this patient at that time. Please choose another time.',
  room_taken: 'The room is taken at that time. Please choose another room or time.',
  outside_hours: 'The doctor does not see patients at that time. Please choose another.',
  in_the_past: 'That time has already passed. Please choose a later one.',
  too_short_notice: 'That is too soon to book online. Choose a later time or call the clinic.',
  beyond_horizon: 'That is further ahead than the clinic books. Please choose an earlier date.',
  off_grid: 'Visits do not start at that minute. Please choose one of the offered times.',
  dates_refused: 'Some of these dates no longer fit. Nothing was saved; please look at the marked ones.',
  doctor_inactive: 'This doctor does not take visits at present. Please choose another.',
  specialization_inactive: 'No doctor of this specialization takes visits at present. Please choose another.',
  type_inactive: 'This kind of visit is not offered at present. Please choose another.',
  type_not_offered: 'This doctor does not offer that kind of visit. Please choose another.',
  type_not_online: 'This kind of visit cannot be booked online. Please ask the clinic for it.',
  override_not_allowed: 'Double booking is not allowed here. Please choose a free time.',
  illegal_transition: 'That is no longer possible: the visit’s status has changed meanwhile.',
  not_in_clinic:
    'This works only in the clinic’s own network. Join its Wi-Fi and press again, or go to the front desk.',
  not_arrival_time:
    'You can say so from an hour before your visit until its end. Otherwise please go to the front desk.',
  request_not_pending: 'This request has already been answered.',
  duplicate_request: 'You already have a waiting request of this kind for that date and time of day.',
  too_many_requests_open:
    'As many requests wait for the clinic’s answer as it takes from one person. Withdraw one, or wait for an answer.',
  too_many_places_open:
    'You are on the waitlist as many times as the clinic takes from one person. Leave one place, or wait for an offer.',
  duplicate_patient: 'A patient with this name and birth date is already known.',
  chart_closed: 'This chart was joined to another one and takes no entries any more. Please open that one.',
  chart_erased: 'What the clinic held of this person was erased: nothing new is written of them.',
  clock_doubtful:
    'Nothing was deleted: by the clock of the clinic’s computer nobody has worked here for more than a month, and it may be wrong. Please set it right. If it is right, this works again after a week at work.',
  account_elsewhere: 'One of the two charts does not fit: the new one needs an account, the other one none.',
  last_admin: 'This is the last account that can manage the clinic. Give somebody else that role first.',
  no_mail: 'The clinic cannot send e-mail at present. Please ask at the desk.',
  visit_to_come:
    'This visit is yet to come. The note can be signed from its time on, or as soon as the patient is here; until then it is kept as a draft.',
  note_signed: 'This note is signed already and stays as it is. Add what is new as an addendum.',
  not_a_picture: 'This is no picture MedLink can read. Please choose a JPEG, PNG or WebP of at most 5 MB.',
  picture_too_large: 'This is too large. Please send one picture of at most 5 MB and 24 megapixels.',
  nothing_to_undo: 'There is nothing to take back.',
  stale_version: 'Somebody changed this meanwhile. The newest state is shown now; please look and try again.',
  request_id_reused: 'This was already sent with other content. Please check the list and try again.',
  already_taken: 'Somebody else has already taken this time. You keep your place on the waitlist.',
  already_offered: 'This time is already being offered. Wait for the answers.',
  offer_over: 'This offer is over. You keep your place on the waitlist.',
  not_waiting: 'This place on the waitlist is no longer open.',
  nobody_fits: 'Nobody on the waitlist can use this time.',
  recall_closed:
    'This recall is no longer open: somebody has booked or ended it. The newest state is shown now.',
  already_recalled: 'This patient is on the recall list for this kind of visit already.',
  already_asked: 'You have already asked for this. The clinic will answer.',
  already_decided: 'This has already been answered. The newest state is shown now.',
  erasure_blocked: 'Something keeps these data from being erased. Please look at the list of reasons.',
  already_set_up: 'This clinic is already set up. Please sign in.',
  name_taken: 'This name is already in use. Please choose another.',
  storage_full: 'The clinic’s server has no room left to save this. Please tell the clinic.',
} as const satisfies Record<ReasonCode | 'internalWithId', string>;
