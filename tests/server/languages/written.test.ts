import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personalTables } from '../../../server/db/personal-data.ts';
import { PERSONAL_DATA } from '../../../server/app/personal-data.ts';
import { meaningOf } from '../../../server/features/exports/copy-codes.ts';
import { COPY_WORDS } from '../../../server/features/exports/copy-words.ts';
import { PAPER_WORDS } from '../../../server/features/paper/paper-words.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { readCalendar } from '../../support/calendar-file.ts';
import { createMailbox, type Mailbox } from '../../support/mailbox.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { proveEmails } from '../../support/prove-emails.ts';
import { readZip } from '../../support/read-zip.ts';
import { type ListeningClinic, listen, startEmptyClinic } from '../../support/start-clinic.ts';
import { book, newRequestId, wall } from '../../support/visits.ts';

/** The Thursday of the cast's first week. */
const DAY = '2026-03-05';

let clinic: ListeningClinic;
let mailbox: Mailbox;
beforeEach(() => open());
afterEach(() => clinic.close());

async function open(language: Language = 'en'): Promise<void> {
  mailbox = createMailbox();
  clinic = await listen({ mail: mailbox, settings: { language } });
  await proveEmails(clinic);
}
async function inGermany(): Promise<void> {
  await clinic.close();
  await open('de');
}

const change = (sql: string) => clinic.db.file.exec(sql);
const speaks = (words: string) =>
  change(`UPDATE patient SET language = '${words}' WHERE id = '${clinic.cast.patient}'`);
const reads = (name: ActorName, language: Language) =>
  change(`UPDATE app_user SET language = '${language}' WHERE email = '${emailOf(name)}'`);

async function fetched(path: string, name: ActorName = 'reception', body?: object): Promise<Buffer> {
  const answer = await fetch(`${clinic.url}${path}`, {
    headers: {
      authorization: `Bearer ${clinic.tokens[name]}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

describe('a mail', () => {
  const ask = async (name: ActorName) => {
    await clinic.call(null).auth.askReset({ email: emailOf(name) });
    return mailbox.last(emailOf(name));
  };

  it('is in the clinic’s language to whom nothing else is known of', async () => {
    expect((await ask('reception'))?.subject).toBe('Test clinic: a new password');
    await inGermany();
    const mail = await ask('reception');
    expect(mail?.subject).toBe('Test clinic: Ihr neues Passwort');
    expect(mail?.text).toMatch(/^Guten Tag Rita Desk,\n\njemand, vermutlich Sie, hat bei Test clinic /);
    expect(mail?.text).toMatch(/\nhttp:\/\/\S+\/reset#[\w-]{22}\n/);
  });

  it('is in what the chart says a patient speaks, where the server has words of it', async () => {
    speaks('German (Swiss)');
    expect((await ask('patient'))?.subject).toBe('Test clinic: Ihr neues Passwort');
    speaks('Turkish');
    clinic.clock.advance({ minutes: 5 });
    expect((await ask('patient'))?.subject).toBe('Test clinic: a new password');
  });

  it('is in what somebody has chosen before anything else', async () => {
    speaks('German');
    reads('patient', 'en');
    expect((await ask('patient'))?.subject).toBe('Test clinic: a new password');
  });

  it('to the former address goes in the language of its person, the code to the new one too', async () => {
    reads('reception', 'de');
    const desk = clinic.call(clinic.actors.reception).auth;
    await desk.beginEmailChange({ email: 'rita@clinic.test', password: PASSWORD });
    const code = mailbox.last('rita@clinic.test');
    expect(code?.subject).toBe('Test clinic: Ihr Code');
    await desk.confirmEmail({ code: /^\d{6}$/m.exec(code?.text ?? '')?.[0] ?? '' });
    expect(mailbox.last(emailOf('reception'))?.subject).toBe(
      'Test clinic: Anmeldung mit einer anderen Adresse',
    );
  });

  it('invites in the clinic’s language, and tells whose address it is in the holder’s', async () => {
    await inGermany();
    const invited = {
      name: 'Nia New',
      email: 'nia@clinic.test',
      role: 'receptionist',
      password: PASSWORD,
    } as const;
    await clinic.call(clinic.actors.admin).users.invite({ ...invited, requestId: newRequestId() });
    expect(mailbox.last('nia@clinic.test')?.text).toContain('hat ein Konto für Sie angelegt');

    reads('doctor', 'en');
    const email = emailOf('doctor');
    await clinic.call(clinic.actors.reception).auth.beginEmailChange({ email, password: PASSWORD });
    expect(mailbox.last(email)?.text).toMatch(/^Hello Dr\. Ana Ruiz,/);
  });

  it('of a visit that was moved has its day and time as the reader writes them', async () => {
    speaks('Deutsch');
    change(`UPDATE patient SET email = 'maria@mail.test' WHERE id = '${clinic.cast.patient}'`);
    await book(clinic, { startsAt: wall('10:00', DAY), reason: 'Knee pain' });
    const desk = clinic.call(clinic.actors.reception);
    const span = {
      doctorId: clinic.cast.doctor,
      startsAt: wall('00:00', DAY),
      endsAt: wall('00:00', '2026-03-06'),
    };
    const plan = await desk.absences.preview({ ...span, rule: 'same_doctor_later', days: 14 });
    const [hit] = plan.visits;
    if (!hit?.target) throw new Error('the plan has no place for the visit');
    const seen = { id: hit.visit.id, expectedVersion: hit.visit.version };
    const { doctorId, startsAt } = hit.target;
    const moves = [{ ...seen, doctorId, startsAt }];
    await desk.absences.carryOut({
      ...span,
      reason: 'Flu',
      moves,
      left: [],
      cancels: [],
      requestId: newRequestId(),
    });

    const mail = mailbox.last('maria@mail.test');
    expect(mail?.subject).toBe('Test clinic: Ihr Termin wurde verschoben');
    expect(mail?.text).toMatch(
      /^Guten Tag Maria Lopez,\n\nIhr Termin am Donnerstag, 5\. März 2026, 10:00 Uhr kann nicht wie geplant stattfinden\. Er ist jetzt am:\nFreitag, 6\. März 2026, \d\d:\d\d Uhr, Dr\. Ana Ruiz\n/,
    );
    expect(mail?.text).not.toMatch(/Flu|Knee/);
  });
});

describe('paper', () => {
  it('of the desk is in the clinic’s language, whoever prints it', async () => {
    await inGermany();
    reads('reception', 'en');
    const { id } = await book(clinic, { startsAt: wall('10:00', DAY) });
    const sheet = await fetched(`/api/paper/day-sheet?day=${DAY}`);
    expect(sheet.toString('latin1')).toContain('/Lang (de)');
    const onSheet = pdfText(sheet);
    for (const words of ['Zu beachten', 'Gebucht', 'Stand 08:00', 'Seite 1 von 2', 'erster Termin']) {
      expect(onSheet).toContain(words);
    }
    expect(onSheet).toContain('Donnerstag, 5. März 2026');
    expect(onSheet).not.toMatch(/To note|Booked|March/);
    const slip = pdfText(await fetched(`/api/paper/visits/${id}/routing-slip`));
    for (const words of ['Laufzettel', 'Bildgebung', 'geboren 12.04.1980', 'Nächster Termin']) {
      expect(slip).toContain(words);
    }
  });

  it('that a patient takes home is in theirs', async () => {
    speaks('German');
    const { id } = await book(clinic, { startsAt: wall('14:30', DAY) });
    const card = pdfText(await fetched(`/api/paper/visits/${id}/appointment-card`));
    for (const words of ['Ihr Termin', 'Donnerstag, 5. März 2026', '14:30 Uhr', 'bei Dr. Ana Ruiz']) {
      expect(card).toContain(words);
    }
    expect(pdfText(await fetched(`/api/paper/visits/${id}/routing-slip`))).toContain('Routing slip');
  });

  it('counts hours as each language does', () => {
    expect(PAPER_WORDS.en.cancelBy(1)).toContain('at least 1 hour before');
    expect(PAPER_WORDS.en.cancelBy(24)).toContain('at least 24 hours before');
    expect(PAPER_WORDS.de.cancelBy(1)).toContain('mindestens 1 Stunde vorher');
    expect(PAPER_WORDS.de.cancelBy(24)).toContain('mindestens 24 Stunden vorher');
  });
});

describe('a calendar', () => {
  const summariesOf = async (who: ActorName) => {
    const { address } = await clinic
      .call(clinic.actors[who])
      .calendars.addFeed({ name: 'Phone', password: PASSWORD });
    const text = (await fetched(new URL(address).pathname)).toString();
    return [/^X-WR-CALNAME:(.*)\r$/m.exec(text)?.[1], ...readCalendar(text).map(({ summary }) => summary)];
  };

  it('is in its holder’s language, and no more clinical for it', async () => {
    const { id } = await book(clinic, { reason: 'Knee pain' });
    reads('patient', 'de');
    expect(await summariesOf('patient')).toEqual(['Test clinic: Termine', 'Termin bei Dr. Ana Ruiz']);
    expect(await summariesOf('doctor')).toEqual(['Test clinic: visits', 'Visit (M. L.)']);
    reads('doctor', 'de');
    expect(await summariesOf('doctor')).toEqual(['Test clinic: Termine', 'Termin (M. L.)']);
    const file = (await fetched(`/api/me/appointments/${id}/calendar`, 'patient')).toString();
    expect(readCalendar(file).map(({ summary }) => summary)).toEqual(['Termin bei Dr. Ana Ruiz']);
  });
});

describe('the file of figures', () => {
  it('has the asker’s words, and their spreadsheet’s signs', async () => {
    await book(clinic, { startsAt: wall('10:00', DAY) });
    const path = `/api/figures/file?from=2026-03-02&to=2026-03-06&step=week`;
    reads('admin', 'de');
    const text = (await fetched(path, 'admin')).toString();
    const [total = {}]: Record<string, string>[] = parse(text, { bom: true, columns: true, delimiter: ';' });
    expect(total).toMatchObject({ teil: 'gesamt', von: '2026-03-02', bis: '2026-03-06', termine: '1' });
    expect(total.auslastung).toMatch(/^0,\d{4}$/);
    reads('admin', 'en');
    expect((await fetched(path, 'admin')).toString()).toMatch(/^\uFEFFpart,from,to,doctor,visits,/);
  });
});

describe('a copy of one’s data', () => {
  it('is told in the language of whom it is about', async () => {
    reads('patient', 'de');
    await book(clinic, { startsAt: wall('10:00', DAY) });
    const { ticket } = await clinic.call(clinic.actors.patient).exports.prepareOwn({ password: PASSWORD });
    const files = readZip(await fetched('/api/copies', 'patient', { ticket }));
    const page = String(files.get('index.html'));
    expect(page).toContain('<html lang="de">');
    expect(page).toContain('Alles, was Test clinic in MedLink über Sie führt. Stand: 02.03.2026, 08:00.');
    expect(page).toContain('<dt>Geburtsdatum</dt><dd dir="auto">12.04.1980</dd>');
    expect(page).toContain('<dt>Status</dt><dd dir="auto">gebucht</dd>');
    expect(page).toContain('<dt>Erster Termin</dt><dd dir="auto">ja</dd>');
    const summary = pdfText(files.get('summary.pdf') ?? Buffer.alloc(0));
    for (const words of ['Eine Kopie Ihrer Daten', 'Ihre Termine', 'Geburtsdatum']) {
      expect(summary).toContain(words);
    }
  });

  const copied = personalTables(PERSONAL_DATA).filter(([, rule]) => rule.notCopied === undefined);
  const query = (sql: string) => clinic.db.file.prepare(sql).pluck().all() as string[];
  const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

  it('has a title for every table it shows', () => {
    const titled = Object.keys(COPY_WORDS.de.tables);
    expect(titled.toSorted()).toEqual(copied.map(([table]) => table).toSorted());
  });

  it('has a German word for every column it shows', () => {
    const wordless = copied.flatMap(([table, { hidden = [] }]) =>
      query(`SELECT name FROM pragma_table_info('${snake(table)}')`)
        .map(camel)
        .filter((column) => !hidden.includes(column) && !OURS.test(column))
        .filter((column) => COPY_WORDS.de.column(column) === COPY_WORDS.en.column(column))
        .filter((column) => !SAME.has(column)),
    );
    expect(wordless).toEqual([]);
  });

  it('has a German word for each of our codes', () => {
    const raw = copied.flatMap(([table, { hidden = [] }]) => {
      const made = query(`SELECT sql FROM sqlite_master WHERE name = '${snake(table)}'`).join();
      return [...made.matchAll(/(\w+) IN \(('[^)]+')\)/g)]
        .flatMap(([, column = '', codes = '']) =>
          codes.split(',').map((code) => [camel(column), code.trim()]),
        )
        .filter(([column = '']) => !hidden.includes(column) && column !== 'bloodType')
        .map(([column = '', code = '']) => [column, code.slice(1, -1)] as const)
        .filter(([column, code]) => meaningOf('de', column, code) === code && !SAME.has(code))
        .map((code) => [table, ...code].join(' '));
    });
    expect(raw).toEqual([]);
  });

  /** Ids and counters, which the copy for reading leaves out. */
  const OURS = /^(id|version|sequence|busy(Start|End)|urgencyRank|statusSince|\w+Id|byUser)$/;
  /** The same word in both. */
  const SAME = new Set(['name', 'online', 'plan', 'status', 'ticket']);
});

describe('a clinic that is set up', () => {
  it('has the language of the page it was set up on, and English where the page says none', async () => {
    const setUp = {
      clinicName: 'Praxis Linde',
      timeZone: 'Europe/Berlin',
      adminName: 'Ada',
      adminEmail: 'ada@linde.test',
      adminPassword: 'orchid lantern forty-two',
    } as const;
    for (const [language, kept] of [
      ['de', 'de'],
      [undefined, 'en'],
    ] as const) {
      const empty = await startEmptyClinic();
      await empty
        .call(null, { caller: { address: '127.0.0.1' } })
        .setup.complete({ ...setUp, fill: 'empty', ...(language !== undefined && { language }) });
      expect((await empty.call(null).setup.status({})).language).toBe(kept);
      await empty.close();
    }
  });
});
