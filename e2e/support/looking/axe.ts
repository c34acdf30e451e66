import axe, { type AxeResults, type RunOnly } from 'axe-core';
import { type Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with a page as it stands: one text each, with the rule and the elements. */
export function axeViolations(page: Page): Promise<string[]> {
  return violations(page, { type: 'tag', values: TAGS });
}

/** By those rules alone that look at colours. */
export function colourViolations(page: Page): Promise<string[]> {
  return violations(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
}

async function violations(page: Page, runOnly: RunOnly): Promise<string[]> {
  await page.evaluate(`window.axe ?? (() => { ${axe.source} })()`);
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const results = (await page.evaluate(`axe.run(document, ${options})`)) as AxeResults;
  return results.violations.map(({ id, help, nodes }) => {
    const elements = nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`);
    return `${id}: ${help}\n  ${elements.join('\n  ')}`;
  });
}
