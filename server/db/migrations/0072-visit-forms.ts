import { type Kysely, sql } from 'kysely';

/** What patients are asked before a visit, and what they said: the question beside the answer, as it was asked then. */
const STATEMENTS = [
  `CREATE TABLE visit_form (
     id TEXT PRIMARY KEY,
     position INTEGER NOT NULL,
     audience TEXT NOT NULL CHECK (audience IN ('everyone', 'new', 'types', 'nobody')),
     is_for_desk INTEGER NOT NULL CHECK (is_for_desk IN (0, 1)),
     title TEXT NOT NULL CHECK (json_valid(title)),
     questions TEXT NOT NULL CHECK (json_valid(questions)),
     version INTEGER NOT NULL CHECK (version > 0)) STRICT`,
  `CREATE TABLE visit_form_type (
     form_id TEXT NOT NULL REFERENCES visit_form (id),
     appointment_type_id TEXT NOT NULL REFERENCES appointment_type (id),
     PRIMARY KEY (form_id, appointment_type_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX visit_form_type_by_type ON visit_form_type (appointment_type_id)`,
  `CREATE TABLE visit_answers (
     appointment_id TEXT PRIMARY KEY REFERENCES appointment (id),
     forms TEXT NOT NULL CHECK (json_valid(forms)),
     filled_at TEXT NOT NULL CHECK (length(filled_at) = 24),
     version INTEGER NOT NULL CHECK (version > 0)) STRICT, WITHOUT ROWID`,
];

type Words = { readonly en: string; readonly de: string };
type Asking = {
  readonly asks: Words;
  readonly kind: 'yes_no' | 'choice' | 'text' | 'agree';
  readonly isNeeded?: boolean;
  readonly options?: Readonly<Record<string, Words>>;
  readonly when?: { readonly question: string; readonly value: string };
  readonly topic?: 'allergies';
};
const asking = (id: string, { asks, kind, isNeeded = true, options = {}, ...more }: Asking) => ({
  id,
  kind,
  asks,
  isNeeded,
  options: Object.entries(options).map(([option, says]) => ({ id: option, says })),
  when: more.when ?? null,
  topic: more.topic ?? null,
});

/** The set a clinic starts with. */
const FORMS = [
  {
    audience: 'everyone',
    isForDesk: 0,
    title: { en: 'Why you come', de: 'Warum Sie kommen' },
    questions: [
      asking('reason', {
        asks: { en: 'What brings you to the doctor?', de: 'Was führt Sie zu uns?' },
        kind: 'text',
      }),
      asking('since', {
        asks: { en: 'Since when do you have symptoms?', de: 'Seit wann haben Sie Beschwerden?' },
        kind: 'choice',
        options: {
          none: { en: 'I have none', de: 'Ich habe keine' },
          days: { en: 'For some days', de: 'Seit einigen Tagen' },
          weeks: { en: 'For some weeks', de: 'Seit einigen Wochen' },
          months: { en: 'For months or longer', de: 'Seit Monaten oder länger' },
        },
      }),
      asking('contagious', {
        asks: {
          en: 'Do you have a fever, or something that others could catch?',
          de: 'Haben Sie Fieber oder etwas, womit sich andere anstecken könnten?',
        },
        kind: 'yes_no',
      }),
    ],
  },
  {
    audience: 'everyone',
    isForDesk: 0,
    title: { en: 'Medicines and allergies', de: 'Medikamente und Allergien' },
    questions: [
      asking('medicines', {
        asks: {
          en: 'Has anything changed in the medicines you take?',
          de: 'Hat sich an Ihren Medikamenten etwas geändert?',
        },
        kind: 'yes_no',
      }),
      asking('medicinesWhich', {
        asks: { en: 'What has changed?', de: 'Was hat sich geändert?' },
        kind: 'text',
        when: { question: 'medicines', value: 'yes' },
      }),
      asking('allergies', {
        asks: { en: 'Do you have allergies?', de: 'Haben Sie Allergien?' },
        kind: 'choice',
        topic: 'allergies',
        options: {
          none: { en: 'None that I know of', de: 'Keine, von denen ich weiß' },
          same: { en: 'Yes, and the clinic knows all of them', de: 'Ja, und die Praxis kennt sie alle' },
          more: {
            en: 'Yes, and the clinic does not know all of them',
            de: 'Ja, und die Praxis kennt noch nicht alle',
          },
        },
      }),
      asking('allergiesWhich', {
        asks: { en: 'To what, and what happened?', de: 'Wogegen, und was ist passiert?' },
        kind: 'text',
        when: { question: 'allergies', value: 'more' },
        topic: 'allergies',
      }),
    ],
  },
  {
    audience: 'new',
    isForDesk: 0,
    title: { en: 'You are new here', de: 'Sie sind neu hier' },
    questions: [
      asking('illnesses', {
        asks: {
          en: 'Which illnesses and operations have you had?',
          de: 'Welche Krankheiten und Operationen hatten Sie?',
        },
        kind: 'text',
        isNeeded: false,
      }),
      asking('allMedicines', {
        asks: {
          en: 'Which medicines do you take, and how much of each?',
          de: 'Welche Medikamente nehmen Sie, und wie viel davon?',
        },
        kind: 'text',
        isNeeded: false,
      }),
    ],
  },
  {
    audience: 'everyone',
    isForDesk: 1,
    title: { en: 'At the clinic', de: 'In der Praxis' },
    questions: [
      asking('help', {
        asks: { en: 'Do you need help at the clinic?', de: 'Brauchen Sie Hilfe in der Praxis?' },
        kind: 'choice',
        options: {
          none: { en: 'No', de: 'Nein' },
          walking: { en: 'With walking or stairs', de: 'Beim Gehen oder auf Treppen' },
          seeing: { en: 'With seeing or hearing', de: 'Beim Sehen oder Hören' },
          speaking: { en: 'With the language', de: 'Mit der Sprache' },
        },
      }),
      asking('insurance', {
        asks: {
          en: 'Is the insurance right that the clinic knows of?',
          de: 'Stimmt die Versicherung noch, die wir von Ihnen kennen?',
        },
        kind: 'yes_no',
      }),
      asking('insuranceWhich', {
        asks: { en: 'How are you insured now?', de: 'Wie sind Sie jetzt versichert?' },
        kind: 'text',
        when: { question: 'insurance', value: 'no' },
      }),
    ],
  },
  {
    audience: 'everyone',
    isForDesk: 1,
    title: { en: 'Your consent', de: 'Ihre Einwilligung' },
    questions: [
      asking('consent', {
        asks: {
          en: 'I have answered as well as I can. The clinic may use my answers to treat me.',
          de: 'Ich habe nach bestem Wissen geantwortet. Die Praxis darf meine Angaben für meine Behandlung verwenden.',
        },
        kind: 'agree',
      }),
    ],
  },
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  for (const [index, { audience, isForDesk, title, questions }] of FORMS.entries()) {
    const id = `01990000-0000-7000-8000-00000000000${index + 1}`;
    await sql`INSERT INTO visit_form (id, position, audience, is_for_desk, title, questions, version)
      VALUES (${id}, ${index + 1}, ${audience}, ${isForDesk}, ${JSON.stringify(title)}, ${JSON.stringify(questions)}, 1)`.execute(
      db,
    );
  }
}
