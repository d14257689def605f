import { describe, expect, it } from 'vitest';
import { closingLine, readReport, total } from '../test-totals.ts';

const report = (counts: Partial<Record<string, unknown>>) => () =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: 'passed', assertionResults: [{}, {}, {}] }],
    ...counts,
  });

describe('the closing line of the suite', () => {
  it('adds the runs up', () => {
    const sum = total([readReport(report({}), 0), readReport(report({ numPassedTests: 4 }), 0)]);

    expect(closingLine(sum)).toBe('7 passed, 0 failed');
    expect(sum.isGreen).toBe(true);
  });

  it('names skipped tests', () => {
    const sum = total([readReport(report({ numPendingTests: 2 }), 0)]);

    expect(closingLine(sum)).toBe('3 passed, 0 failed, 2 skipped');
  });

  it('is red for a failed test', () => {
    const sum = total([readReport(report({}), 0), readReport(report({ numFailedTests: 1 }), 1)]);

    expect(closingLine(sum)).toBe('6 passed, 1 failed');
    expect(sum.isGreen).toBe(false);
  });

  it('counts a file that could not be loaded', () => {
    const broken = {
      testResults: [{ name: 'a.test.ts', status: 'failed', message: 'no such export', assertionResults: [] }],
    };

    expect(readReport(report(broken), 1)).toMatchObject({
      failed: 1,
      isGreen: false,
      red: ['a.test.ts > could not be loaded\n    no such export'],
    });
  });

  it('names what failed, where, and the beginning of why', () => {
    const why = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    const failing = {
      numFailedTests: 1,
      testResults: [
        {
          name: `${process.cwd()}/tests/e2e/board.test.ts`,
          status: 'failed',
          assertionResults: [
            { fullName: 'the board shows a visit', status: 'passed' },
            { fullName: 'the board moves a visit', status: 'failed', failureMessages: [why] },
          ],
        },
      ],
    };

    const { red } = total([readReport(report({}), 0), readReport(report(failing), 1)]);

    expect(red).toHaveLength(1);
    expect(red[0]).toMatch(/^tests\/e2e\/board\.test\.ts > the board moves a visit\n {4}line 0\n/);
    expect(red[0]).toContain('line 11');
    expect(red[0]).not.toContain('line 12');
  });

  it('is red when an error came outside any test', () => {
    expect(readReport(report({}), 1)).toMatchObject({
      passed: 3,
      failed: 1,
      isGreen: false,
      red: ['an error came outside any test: see above'],
    });
  });

  it('is red when no test ran', () => {
    expect(readReport(report({ numPassedTests: 0, testResults: [] }), 0).isGreen).toBe(false);
    expect(total([]).isGreen).toBe(false);
  });

  it('is red when a run left no report', () => {
    const missing = () => {
      throw new Error('no such file');
    };

    expect(readReport(missing, 1)).toMatchObject({ failed: 1, isGreen: false });
  });
});
