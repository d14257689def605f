/** What a phone may have to say before all other words of refusals are there. */
export const firstErrors = {
  unauthenticated: 'Your sign-in has ended. Please sign in again.',
  bad_credentials: 'Email and password do not match. Please check both and try again.',
  not_set_up: 'This clinic is not set up yet.',
  rate_limited: 'Too many tries in a short time. Please wait a minute and try again.',
  internal: 'Something went wrong on the clinic’s server. Nothing was changed. Please try again.',
  internalWithId:
    'Something went wrong on the clinic’s server. Please try again. If it stays, tell the clinic this number: {{requestId}}',
  unreachable: 'The clinic’s server does not answer. Your input is kept; please try again in a moment.',
} as const;
