/** Content lines of iCalendar (RFC 5545): what each line of a calendar file looks like. */

/** RFC 5545, 3.1: a line longer than this many octets goes on in the next, after one space. */
const OCTETS_AT_MOST = 75;

/** A text value with what would end it written out: RFC 5545, 3.3.11. Line breaks stay, the rest of the controls go. */
export function textValue(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** A property of one line, folded. `value` is as it is to stand there; text goes through `textValue` first. */
export function contentLine(name: string, value: string): string {
  return fold(`${name}:${value}`);
}

export function component(name: string, lines: readonly string[]): string[] {
  return [`BEGIN:${name}`, ...lines, `END:${name}`];
}

/** Lines as they stand in a file: RFC 5545 ends each with CRLF, the last one too. */
export function calendarFile(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}

/** Never inside a sign, however many octets it has: some readers undo the fold before they decode, some after. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const sign of line) {
    const size = octetsOf(sign);
    if (octets + size > OCTETS_AT_MOST) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += sign;
    octets += size;
  }
  return folded;
}

function octetsOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_00_00 ? 3 : 4;
}
