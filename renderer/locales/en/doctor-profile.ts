/** How doctors present themselves to patients. */
export const doctorProfile = {
  title: 'My profile',
  lead: 'What patients read about you when they look for a doctor. Name, hours and fee are the clinic’s.',
  security: 'Password, PIN, and visits in your own calendar',
  hours: 'Your weekly hours, and to propose others',
  edit: 'Change',
  saved: 'Saved.',
  unknown: 'nothing yet',
  qualifications: 'Qualifications',
  practisingSince: 'Practising since (year)',
  languages: 'Languages, with commas between',
  languagesShort: 'Languages',
  bio: 'About you',
  specializations: 'Specializations',
  picture: {
    hint: 'Patients see it beside your name.',
    choose: 'Choose a picture',
    remove: 'Remove',
    refused: 'This file is no picture the clinic can keep: JPEG or PNG, please.',
    tooLarge: 'This picture is too large: at most 5 MB and 24 megapixels, please.',
    tooMany: 'That was a lot of pictures for now. Please try again in an hour.',
  },
} as const;
