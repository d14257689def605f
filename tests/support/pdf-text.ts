import { inflateSync } from 'node:zlib';

type Glyphs = ReadonlyMap<number, string>;

/** What a reader finds on the pages, a piece of text a line; only of documents as pdfkit writes them. */
export function pdfText(pdf: Buffer): string {
  const objects = objectsIn(pdf);
  const fonts = new Map<string, Glyphs>();
  for (const { head } of objects.values()) {
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const glyphs = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1];
      if (glyphs !== undefined) fonts.set(name, glyphsIn(objects.get(glyphs)?.stream ?? ''));
    }
  }
  const pages = [...objects.values()].filter(({ stream }) => / Tf\b/.test(stream));
  return pages.flatMap(({ stream }) => linesIn(stream, fonts)).join('\n');
}

function objectsIn(pdf: Buffer): Map<string, { head: string; stream: string }> {
  const text = pdf.toString('latin1');
  const found = new Map<string, { head: string; stream: string }>();
  for (const [, id = '', body = ''] of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', rest = ''] = body.split(/\nstream\n/);
    const bytes = Buffer.from(rest.replace(/\nendstream$/, ''), 'latin1');
    const isPacked = head.includes('/FlateDecode') && bytes.length > 0;
    found.set(id, {
      head,
      stream: isPacked ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1'),
    });
  }
  return found;
}

function glyphsIn(map: string): Glyphs {
  const glyphs = new Map<number, string>();
  for (const [, first = '', list = ''] of map.matchAll(/<([\da-f]{4})> <[\da-f]{4}> \[([^\]]*)\]/g)) {
    for (const [at, [, units = '']] of [...list.matchAll(/<([\da-f ]*)>/g)].entries()) {
      const letters = units.match(/.{4}/g)?.map((unit) => Number.parseInt(unit, 16)) ?? [];
      glyphs.set(Number.parseInt(first, 16) + at, String.fromCharCode(...letters));
    }
  }
  return glyphs;
}

function linesIn(content: string, fonts: ReadonlyMap<string, Glyphs>): string[] {
  const lines: string[] = [];
  let font: Glyphs | undefined;
  for (const [, name, pieces] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name);
    const codes = [...(pieces ?? '').matchAll(/<([\da-f]+)>/g)].flatMap(
      ([, hex = '']) => hex.match(/.{4}/g) ?? [],
    );
    if (codes.length > 0)
      lines.push(codes.map((code) => font?.get(Number.parseInt(code, 16)) ?? '\uFFFD').join(''));
  }
  return lines;
}
