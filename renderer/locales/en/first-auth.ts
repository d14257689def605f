/** The way in, which a phone shows before anything else. */
export const firstAuth = {
  signIn: {
    title: 'Sign in',
    staffLead: 'The front desk and the doctors of {{clinic}}.',
    patientLead: 'Your visits at {{clinic}}.',
    email: 'Email',
    password: 'Password',
    submit: 'Sign in',
    forgot: 'Forgot your password?',
    ended: 'Your sign-in has ended. Sign in again to go on where you were.',
    patientHere: 'Are you a patient?',
    patientLink: 'Go to the patients’ page',
    staffAccount: 'This is a staff account. Staff sign in on the clinic’s own page.',
    staffLink: 'Go to the staff page',
    noAccount: 'New here?',
    register: 'Create an account',
  },
} as const;
