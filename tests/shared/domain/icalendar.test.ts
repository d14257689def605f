import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarFile, component, contentLine, textValue } from '../../../shared/domain/icalendar.ts';

const ANY_TEXT = fc.string({ unit: 'binary', maxLength: 300 });
const utf8 = new TextEncoder();

/** As an independent reader understands it. */
function readBack(text: string): unknown {
  const file = calendarFile(component('VEVENT', [contentLine('SUMMARY', textValue(text))]));
  return new ICAL.Component(ICAL.parse(file) as [string, [], []]).getFirstPropertyValue('summary');
}

describe('a content line', () => {
  it('has no more than 75 octets in a row, and no sign is cut in two', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const lines = contentLine('SUMMARY', textValue(text)).split('\r\n');
        for (const row of lines) expect(utf8.encode(row).length).toBeLessThanOrEqual(75);
        for (const row of lines.slice(1)) expect(row.startsWith(' ')).toBe(true);
        const whole = new TextDecoder('utf8', { fatal: true });
        for (const row of lines) expect(whole.decode(utf8.encode(row))).toBe(row.toWellFormed());
      }),
    );
  });

  it('is understood as it was meant by another reader', () => {
    const typed = ANY_TEXT.map((text) => text.replaceAll(/\p{Cc}|\p{Cs}/gu, ''));
    fc.assert(
      fc.property(typed, (text) => {
        expect(readBack(text) ?? '').toBe(text);
      }),
    );
    expect(readBack('Ward; "B", C:\\D\nsecond')).toBe('Ward; "B", C:\\D\nsecond');
  });

  it('cannot be ended by what is written in it', () => {
    const file = calendarFile([contentLine('SUMMARY', textValue('Lee\r\nSTATUS:CANCELLED\u0000\rX:1'))]);
    expect(file).toBe('SUMMARY:Lee\\nSTATUS:CANCELLED \\nX:1\r\n');
  });

  it('is folded at the octet, not the sign', () => {
    expect(contentLine('N', 'ä'.repeat(40))).toBe(`N:${'ä'.repeat(36)}\r\n ${'ä'.repeat(4)}`);
    expect(contentLine('N', 'a'.repeat(73))).toBe(`N:${'a'.repeat(73)}`);
    expect(contentLine('N', 'a'.repeat(74))).toBe(`N:${'a'.repeat(73)}\r\n a`);
  });
});
