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
    const broken = { testResults: [{ status: 'failed', assertionResults: [] }] };

    expect(readReport(report(broken), 1)).toMatchObject({ failed: 1, isGreen: false });
  });

  it('is red when an error came outside any test', () => {
    expect(readReport(report({}), 1)).toMatchObject({ passed: 3, failed: 1, isGreen: false });
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
