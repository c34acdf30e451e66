import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Metrics } from './metrics.js';

const DEPLOY = join(process.cwd(), 'deploy');
/** Of Prometheus itself. */
const ITS_OWN = ['up'];
const FUNCTIONS = /\b[a-z_]+(?=\s*\()/g;
const KEYWORDS = /\b(?:by|without|on|ignoring|and|or|unless|le)\b/g;

interface Panel {
  type: string;
  title: string;
  id: number;
  targets?: { expr: string }[];
}

/** Names of metrics in an expression of PromQL. */
function metricsIn(expression: string): string[] {
  const bare = expression
    .replace(/\{[^}]*\}|"[^"]*"|\[[^\]]*\]/g, ' ')
    .replace(/\b(?:by|without)\s*\([^)]*\)/g, ' ')
    .replace(FUNCTIONS, ' ')
    .replace(KEYWORDS, ' ');
  return bare.match(/\b[a-z][a-z0-9_]*\b/g) ?? [];
}

describe('What asks for the metrics', () => {
  const registry = new Metrics().registry;
  const known = new Set(
    registry.getMetricsAsArray().flatMap(({ name, type }) => {
      const isHistogram = String(type) === 'histogram';
      return isHistogram ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    }),
  );
  const unknownIn = (expression: string) =>
    metricsIn(expression).filter((name) => !known.has(name) && !ITS_OWN.includes(name));

  const dashboard = JSON.parse(readFileSync(join(DEPLOY, 'grafana/sdp-dashboard.json'), 'utf8')) as {
    panels: Panel[];
  };
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');
  const rules = (
    parse(readFileSync(join(DEPLOY, 'prometheus/alerts.yml'), 'utf8')) as {
      groups: { rules: { alert: string; expr: string }[] }[];
    }
  ).groups.flatMap((group) => group.rules);

  it('is read as meant by this test', () => {
    expect(
      metricsIn('histogram_quantile(0.9, sum by (le, a) (rate(x_bucket{b="c"}[5m]))) > 3e9 or up == 0'),
    ).toEqual(['x_bucket', 'up']);
    expect(unknownIn('rate(sdp_nothing_total[5m])')).toEqual(['sdp_nothing_total']);
  });

  it.each(panels.map((panel) => [panel.title, panel] as const))(
    'exists for the panel "%s"',
    (_, { targets }) => {
      expect(targets?.length).toBeGreaterThan(0);
      expect(targets!.flatMap(({ expr }) => unknownIn(expr))).toEqual([]);
    },
  );

  it.each(rules.map(({ alert, expr }) => [alert, expr]))('exists for the alert %s', (_, expr) => {
    expect(metricsIn(expr!).length).toBeGreaterThan(0);
    expect(unknownIn(expr!)).toEqual([]);
  });

  it('is on the dashboard, but for what is derived from the rest', () => {
    const asked = new Set(panels.flatMap(({ targets }) => targets!.flatMap(({ expr }) => metricsIn(expr))));
    const ours = registry.getMetricsAsArray().filter(({ name }) => name.startsWith('sdp_'));
    const missing = ours.filter(
      ({ name }) => !['', '_bucket', '_count'].some((suffix) => asked.has(name + suffix)),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('has panels of different numbers', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
