/** Ways into an account for whoever is not signed in. */
export const recovery = {
  ask: {
    title: 'A new password',
    lead: 'Tell us your email address. If there is an account and {{clinic}} sends mail, a link is on its way to you.',
    email: 'Email',
    submit: 'Send the link',
    sent: 'If {{email}} has an account here and was confirmed, a link is on its way. It is good for one hour.',
    noMail: 'No mail? The front desk prints you a code; bring a document that shows who you are.',
    haveCode: 'I have a code from the front desk',
    back: 'Back to the sign-in',
  },
  reset: {
    title: 'Choose a new password',
    lead: 'It takes the place of the old one; every device is signed out, and added calendars end.',
    email: 'Email',
    code: 'Code from the front desk',
    codeHint: 'Such as 7K2QM-X4T9A, good for a day.',
    password: 'New password',
    passwordHint: 'A few words in a row are easy to keep in mind.',
    submit: 'Save the password',
    done: 'Your password is changed. Sign in with it.',
    signIn: 'Sign in',
    again: 'Ask for a new link',
  },
} as const;
