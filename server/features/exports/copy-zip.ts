import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Language } from '../../../shared/domain/languages.ts';
import { type Instant, toDate } from '../../../shared/time/instant.ts';
import type { PersonalRow, PersonalRows } from '../../db/personal-rows.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { describeRows } from './copy-content.ts';
import { longListJson, tablesJson } from './copy-json.ts';
import { copyPage } from './copy-page.ts';
import { copyPdf } from './copy-pdf.ts';
import { type CopiedPicture, peopleIn } from './exports.repo.ts';
import { fhirBundle } from './fhir-bundle.ts';

export type CopiedPerson = {
  readonly rows: PersonalRows;
  readonly language: Language;
  /** Of the staff who stand in the rows, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly pictures: readonly CopiedPicture[];
  /** The rows hold the newest of its lines; here are all of them. */
  readonly trail: {
    readonly length: number;
    readonly parts: () => AsyncIterable<readonly PersonalRow[]>;
    /** Who stands in those lines and is not named yet. */
    readonly namesIn: (ids: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>;
  };
};

/** A person's copy as a stream, for outside a transaction: others have their turns while it is made. */
export async function copyZip(
  person: CopiedPerson,
  snapshot: ClinicSnapshot,
  madeAt: Instant,
): Promise<Readable> {
  const { rows, language, names, pictures, trail } = person;
  const zip = new ZipFile();
  const options = { mtime: toDate(madeAt) };
  const content = await describeRows(rows, { snapshot, names, language, trailLength: trail.length }, madeAt);
  const { clinicName } = snapshot.settings;
  const head = { format: 'medlink-personal-data/1', clinic: clinicName, madeAt };
  zip.addBuffer(Buffer.from(await copyPage(content)), 'index.html', options);
  const sent = zip.outputStream as Readable;
  // Whoever no longer takes the file has nothing read for it, and what cannot be read ends it.
  // Whoever sends it hears of that, too; where nobody has begun to, it ends nothing but the file.
  sent.on('error', () => undefined);
  const add = (name: string, open: () => Readable) =>
    zip.addReadStreamLazy(name, options, (hand) => {
      const source = open();
      source.on('error', (error) => sent.destroy(error));
      sent.once('close', () => source.destroy());
      hand(null, source);
    });
  add('data.json', () => Readable.from(dataOf(person, snapshot, head)));
  const { entry, ...bundle } = fhirBundle(rows, snapshot, madeAt);
  add('fhir-bundle.json', () => Readable.from(longListJson(bundle, 'entry', entry)));
  for (const { id, content: image } of pictures) {
    zip.addBuffer(image, `pictures/${id}.webp`, { ...options, compress: false });
  }
  add('summary.pdf', () => copyPdf(content));
  zip.end();
  return sent;
}

/** What the ids in the tables stand for. */
function namesOf(snapshot: ClinicSnapshot, people: ReadonlyMap<string, string>): Record<string, string> {
  const clinic = [...snapshot.doctors.values(), ...snapshot.types.values(), ...snapshot.rooms.values()];
  return Object.fromEntries([...people, ...clinic.map(({ id, name }) => [id, name] as const)]);
}

/** All tables, and what the ids in them stand for. */
function dataOf(
  { rows, names, trail }: CopiedPerson,
  snapshot: ClinicSnapshot,
  head: object,
): AsyncGenerator<string> {
  const people = new Set<string>();
  const tables = Object.entries(rows).map(
    ([table, list]) => [table, table === 'auditEvent' ? noting(trail.parts(), people) : [list]] as const,
  );
  const last = async () => {
    const others = await trail.namesIn(people);
    return { names: namesOf(snapshot, new Map([...names, ...others])) };
  };
  return tablesJson({ head, tables, last });
}

async function* noting(
  parts: AsyncIterable<readonly PersonalRow[]>,
  people: Set<string>,
): AsyncGenerator<readonly PersonalRow[]> {
  for await (const rows of parts) {
    for (const id of peopleIn(rows)) people.add(id);
    yield rows;
  }
}
