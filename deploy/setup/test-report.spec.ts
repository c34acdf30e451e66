import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readReport, renderSummary } from './test-report.mjs';

describe('the report at the end of npm test', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sdp-report-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function summaryOf(report: object): string {
    const file = join(folder, 'results.json');
    writeFileSync(file, JSON.stringify(report));
    const outcome = { title: 'unit', isGreen: false, seconds: 3, ...readReport(file, '/project') };
    return stripVTControlCharacters(renderSummary([outcome]));
  }

  it('names each failed test with its file and the first words of why', () => {
    const summary = summaryOf({
      numPassedTests: 2,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 0,
      testResults: [
        {
          name: '/project/libs/a.spec.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'passed', fullName: 'a works', failureMessages: [] },
            {
              status: 'failed',
              fullName: 'a waits',
              failureMessages: [
                'Error: \u001b[31mnever came\u001b[39m\n\n    at wait (libs/a.ts:1:1)\nafter 5 s',
              ],
            },
          ],
        },
      ],
    });
    expect(summary).toContain('FAILED  unit  2 tests passed, 1 failed, 3 s');
    expect(summary).toContain('● libs/a.spec.ts › a waits\n      Error: never came\n      after 5 s\n');
    expect(summary).not.toContain('a works');
    expect(summary.endsWith('\n2 passed, 1 failed')).toBe(true);
  });

  it('names a file that could not be loaded', () => {
    const summary = summaryOf({
      numPassedTests: 0,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        {
          name: '/project/b.spec.ts',
          status: 'failed',
          message: 'Cannot find module c',
          assertionResults: [],
        },
      ],
    });
    expect(summary).toContain('● b.spec.ts › could not be loaded\n      Cannot find module c\n');
    expect(summary.endsWith('\n0 passed, 1 failed')).toBe(true);
  });

  it('counts a jest that wrote no report as failed', () => {
    const { failed, failures } = readReport(join(folder, 'none.json'), folder);
    expect(failed).toBe(1);
    expect(failures[0]?.reason).toMatch(/before it wrote a report/);
  });
});
