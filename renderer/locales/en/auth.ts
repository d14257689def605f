import { firstAuth } from './first-auth.ts';

export const auth = {
  ...firstAuth,
  register: {
    title: 'Create your account',
    lead: 'So that you can ask for visits at {{clinic}} and see them here.',
    givenName: 'First name',
    familyName: 'Last name',
    birthDate: 'Date of birth',
    phone: 'Phone',
    phoneHint: 'So that the clinic can reach you about a visit.',
    email: 'Email',
    password: 'Password',
    passwordHint: 'At least 8 characters. A few words in a row are easy to remember.',
    dateNeeded: 'needs a date of birth',
    passwordShort: 'at least 8 characters',
    submit: 'Create account',
    haveAccount: 'Already have an account?',
    signIn: 'Sign in',
  },
} as const;
