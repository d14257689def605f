/** What people choose first, without digits and in plain spelling: the rule undoes `P@ssw0rd` and `summer2024`. */
const WORDS = `
  password passwort motdepasse contrasena passphrase passcode login logon access welcome willkommen
  bienvenue letmein changeme default temporary temp secret geheim admin administrator root user guest
  master superuser test tester testing demo sample example
  medlink clinic klinik clinica clinique hospital krankenhaus practice praxis doctor doktor physician
  surgeon surgery dentist dental patient nurse midwife therapist reception receptionist frontdesk
  appointment calendar medical medicine medico health healthcare gesundheit emergency ambulance pharmacy
  apotheke prescription insurance laboratory radiology cardiology paediatrics pediatrics stethoscope vaccine
  iloveyou loveyou lovely forever princess prince queen sunshine sweetheart darling beautiful angel
  butterfly flower rainbow chocolate cookie banana cheese pepper ginger coffee
  dragon monkey tiger panther eagle falcon phoenix dolphin kitten puppy shadow
  superman batman spiderman ironman pokemon naruto starwars skywalker matrix gandalf merlin
  football fussball baseball basketball soccer hockey liverpool arsenal chelsea barcelona juventus
  realmadrid yankees cowboys lakers mustang ferrari porsche mercedes corvette harley
  michael jennifer jessica ashley daniel charlie thomas jordan hunter andrew michelle nicole joshua
  matthew robert george maggie buster samantha amanda anthony alexander
  spring summer autumn winter fruehling sommer herbst january february march april june july august
  september october november december monday tuesday wednesday thursday friday saturday sunday
  london berlin paris madrid vienna hamburg munich newyork america germany canada england
  frankfurt stuttgart muenchen munchen koeln koln leipzig dresden bayern deutschland dortmund schalke werder
  schatzi schatz mausi hasi mutti engel liebling correcthorsebatterystaple
  computer internet windows microsoft google facebook instagram samsung android apple iphone
  trustno whatever nothing killer hello hallo freedom jesus heaven blessed secure security
  qwertyuiop qwertzuiop azertyuiop qwerty qwertz azerty asdfghjkl asdfgh asdf zxcvbnm yxcvbnm zxcvbn
  qazwsxedc qazwsx abcdefgh abcdef abcd abc
  1q2w3e4r5t 1q2w3e4r 1q2w3e 1qaz2wsx 1234567890 123456789 12345678 1234567 123456 12345 1234 123
  0987654321 987654321 87654321 654321 54321 4321
`;

/** Longer words first, so that a short one does not cut a longer one in two. */
export function guessedWords(): string[] {
  return WORDS.trim()
    .split(/\s+/)
    .toSorted((one, other) => other.length - one.length);
}
