import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

export type TextEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/**
 * What a text file is written in. Old systems write Latin-1 without saying so, and Latin-1 text is
 * hardly ever valid UTF-8. A file with more good than bad characters is UTF-8 with damaged places.
 */
export async function detectEncoding(path: string): Promise<TextEncoding> {
  const mark = await firstBytes(path);
  if (mark[0] === 0xff && mark[1] === 0xfe) return 'utf-16le';
  if (mark[0] === 0xfe && mark[1] === 0xff) return 'utf-16be';
  let [good, bad] = [0, 0];
  for await (const text of decoded(path, 'utf-8')) {
    bad += text.match(/\uFFFD/g)?.length ?? 0;
    good += text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  }
  return bad > good ? 'windows-1252' : 'utf-8';
}

/** The lines of a file, each with its own line end, so that a line end inside quotes stays as it was. */
export async function* readLines(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  let rest = '';
  for await (const text of decoded(path, encoding)) {
    const lines = (rest + text).split(/(?<=\n)|(?<=\r)(?!\n)/);
    // The last piece may go on in the next chunk, and its \r may be half of a \r\n.
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function* decoded(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  // The label windows-1252 is also what the web's standard reads Latin-1 as. A byte-order mark is dropped.
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
