import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { type Page } from 'playwright-core';

/** All of WCAG 2.2 AA; the size of targets is a part of it that axe leaves out unless asked. */
const ALL: RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  rules: { 'target-size': { enabled: true } },
};
const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** What axe finds wrong with a page as it stands: one text each, with the rule and the elements. */
export function axeViolations(page: Page): Promise<string[]> {
  return violations(page, ALL);
}

/** By those rules alone that look at colours. */
export function colourViolations(page: Page): Promise<string[]> {
  return violations(page, COLOURS);
}

/**
 * `preload` would fetch style sheets anew for rules about videos and turned telephones, and takes half of the time. A page
 * that has axe is not sent it again: reading it takes longer than most runs.
 */
async function violations(page: Page, rules: RunOptions): Promise<string[]> {
  const isThere = await page.evaluate<boolean>('window.axe !== undefined');
  if (!isThere) await page.evaluate(axe.source);
  const options = JSON.stringify({ ...rules, resultTypes: ['violations'], preload: false });
  const results = (await page.evaluate(`axe.run(document, ${options})`)) as AxeResults;
  return results.violations.map(({ id, help, nodes }) => {
    const elements = nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`);
    return `${id}: ${help}\n  ${elements.join('\n  ')}`;
  });
}
