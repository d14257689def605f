import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Language } from '../../../shared/domain/languages.ts';
import { type Instant, toDate } from '../../../shared/time/instant.ts';
import type { PersonalRows } from '../../db/personal-rows.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { describeRows } from './copy-content.ts';
import { copyPage } from './copy-page.ts';
import { copyPdf } from './copy-pdf.ts';
import type { CopiedPicture } from './exports.repo.ts';
import { fhirBundle } from './fhir-bundle.ts';

export type CopiedPerson = {
  readonly rows: PersonalRows;
  readonly language: Language;
  /** Of the staff who stand in the rows, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly pictures: readonly CopiedPicture[];
};

/** A person's copy as a stream, for outside a transaction: others have their turns while it is made. */
export async function copyZip(
  { rows, language, names, pictures }: CopiedPerson,
  snapshot: ClinicSnapshot,
  madeAt: Instant,
): Promise<Readable> {
  const zip = new ZipFile();
  const options = { mtime: toDate(madeAt) };
  const content = await describeRows(rows, { snapshot, names, language }, madeAt);
  const { clinicName } = snapshot.settings;
  const data = { format: 'medlink-personal-data/1', clinic: clinicName, madeAt };
  zip.addBuffer(Buffer.from(await copyPage(content)), 'index.html', options);
  const tables = { ...data, tables: rows, names: namesOf(snapshot, names) };
  zip.addBuffer(asJson(tables), 'data.json', options);
  zip.addBuffer(asJson(fhirBundle(rows, snapshot, madeAt)), 'fhir-bundle.json', options);
  for (const { id, content: image } of pictures) {
    zip.addBuffer(image, `pictures/${id}.webp`, { ...options, compress: false });
  }
  zip.addReadStreamLazy('summary.pdf', options, (hand) => hand(null, copyPdf(content)));
  zip.end();
  return zip.outputStream as Readable;
}

/** What the ids in the tables stand for. */
function namesOf(snapshot: ClinicSnapshot, people: ReadonlyMap<string, string>): Record<string, string> {
  const clinic = [...snapshot.doctors.values(), ...snapshot.types.values(), ...snapshot.rooms.values()];
  return Object.fromEntries([...people, ...clinic.map(({ id, name }) => [id, name] as const)]);
}

function asJson(value: object): Buffer {
  return Buffer.from(JSON.stringify(value, null, 2));
}
