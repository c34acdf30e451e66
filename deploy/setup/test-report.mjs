import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { bold, green, red } from './terminal.mjs';

/**
 * @typedef {{ file: string, name: string, reason: string }} Failure one failed test, or a file that could not be loaded
 * @typedef {{ passed: number, failed: number, failures: Failure[] }} Report
 * @typedef {Report & { title: string, isGreen: boolean, seconds: number }} Outcome
 */

const REASON_LINES = 4;

/**
 * From jest's own report. A file that could not even be loaded counts as one failed test.
 *
 * @param {string} file
 * @param {string} root files are named from here
 * @returns {Report}
 */
export function readReport(file, root) {
  if (!existsSync(file)) {
    const reason = 'jest ended before it wrote a report; its own words are above.';
    return { passed: 0, failed: 1, failures: [{ file, name: 'jest', reason }] };
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    failures: report.testResults.flatMap((/** @type {any} */ suite) => failuresOf(suite, root)),
  };
}

/**
 * @param {any} suite
 * @param {string} root
 * @returns {Failure[]}
 */
function failuresOf({ name, message, status, assertionResults }, root) {
  const file = relative(root, name);
  const failed = assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
  if (status === 'failed' && failed.length === 0)
    return [{ file, name: 'could not be loaded', reason: firstLines(message) }];
  return failed.map((/** @type {any} */ test) => ({
    file,
    name: test.fullName,
    reason: firstLines(test.failureMessages[0] ?? ''),
  }));
}

/** @param {string} message */
function firstLines(message) {
  const lines = stripVTControlCharacters(message).split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '))
    .slice(0, REASON_LINES)
    .join('\n');
}

/**
 * What ran, how it ended, and, last, what failed and why: the end is what people and CI show first.
 *
 * @param {readonly Outcome[]} outcomes
 */
export function renderSummary(outcomes) {
  const width = Math.max(...outcomes.map(({ title }) => title.length));
  const lines = outcomes.map(({ title, isGreen, seconds, passed, failed }) => {
    const verdict = isGreen ? green('passed') : red('FAILED');
    return `  ${verdict}  ${title.padEnd(width)}  ${passed} tests passed, ${failed} failed, ${seconds} s`;
  });
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const failures = outcomes.flatMap((outcome) => outcome.failures).map(renderFailure);
  return [
    '',
    bold('Tests'),
    ...lines,
    ...failures,
    '',
    `${sum('passed')} passed, ${sum('failed')} failed`,
  ].join('\n');
}

/** @param {Failure} failure */
function renderFailure({ file, name, reason }) {
  return [``, `  ${red('●')} ${file} › ${name}`, ...reason.split('\n').map((line) => `      ${line}`)].join(
    '\n',
  );
}
