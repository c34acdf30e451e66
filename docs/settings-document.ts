import { AGENT, CONTROL_PLANE, type ProgramSettings, type Setting, type SettingGroup } from '@sdp/settings';
import { START_VARIABLES } from '../deploy/setup/settings-table.mjs';

interface Row {
  name: string;
  default: string;
  meaning: string;
  example: string;
}

interface Section {
  title: string;
  introduction: string;
  groups: { title: string; rows: Row[] }[];
}

/** Every program's settings, in the order in which people read them. */
export const SECTIONS: readonly Section[] = [
  {
    title: '`npm start`',
    introduction:
      'Everything on one machine. Set these in the environment or in a file `.env` in the checkout; whatever else ' +
      'starts with `SDP_` is passed on to the programs below, which read it themselves.',
    groups: [{ title: '', rows: Object.entries(START_VARIABLES).map(([name, one]) => startRow(name, one)) }],
  },
  sectionOf(CONTROL_PLANE),
  sectionOf(AGENT),
];

export function settingsDocument(): string {
  const head = `# Settings

Every program reads its settings once, at boot, from environment variables. A bad value stops it with a list of every bad
one; a variable that nobody knows is warned about. An empty one counts as not set.

This page and \`.env.example\` are written by \`npm run document\` from the tables that the programs read
(\`libs/settings\`, \`deploy/setup/settings-table.mjs\`).
`;
  return [head, ...SECTIONS.map(markdownOf)].join('\n');
}

export function dotEnvExample(): string {
  const head = `# Settings of SDP: take the # away where something else than the default is wanted.
# Written by "npm run document"; docs/settings.md has the same as a table.
`;
  const seen = new Set<string>();
  return [head, ...SECTIONS.map((section) => examplesOf(section, seen))].join('\n');
}

/** Names of everything that is documented. */
export function documentedNames(): string[] {
  return SECTIONS.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ name }) => name)));
}

function sectionOf({
  title,
  introduction,
  groups,
}: Omit<ProgramSettings<Record<string, SettingGroup>>, 'variables'>): Section {
  return {
    title,
    introduction,
    groups: Object.entries(groups).map(([heading, variables]) => ({
      title: heading,
      rows: Object.entries(variables).map(([name, setting]) => rowOf(name, setting)),
    })),
  };
}

function rowOf(name: string, setting: Setting): Row {
  const { desc = '', example = '', isSecret, choices } = setting;
  const oneOf = choices ? ` (${choices.join(', ')})` : '';
  return {
    name,
    default: defaultOf(setting),
    meaning: `${desc}${oneOf}${isSecret ? '; secret' : ''}`,
    example,
  };
}

function startRow(name: string, one: { default?: string; example?: string; meaning: string }): Row {
  const isWords = (one.default ?? '').includes(' ');
  return {
    name,
    default: isWords ? one.default! : code(one.default ?? ''),
    meaning: one.meaning,
    example: one.example ?? '',
  };
}

function defaultOf(setting: Setting): string {
  if (setting.defaultText !== undefined) return setting.defaultText;
  if (!('default' in setting)) return '**required**';
  const value = setting.default;
  return value === undefined || (Array.isArray(value) && value.length === 0) ? '' : code(String(value));
}

function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function markdownOf({ title, introduction, groups }: Section): string {
  const tables = groups.map(({ title: heading, rows }) =>
    [
      ...(heading ? [`### ${heading}`, ''] : []),
      '| variable | default | meaning | example |',
      '| --- | --- | --- | --- |',
      ...rows.map(
        (row) => `| \`${row.name}\` | ${row.default} | ${cell(row.meaning)} | ${code(row.example)} |`,
      ),
      '',
    ].join('\n'),
  );
  return [`## ${title}`, '', introduction, '', ...tables].join('\n');
}

/** What one section has in common with an earlier one is written there. */
function examplesOf({ title, groups }: Section, seen: Set<string>): string {
  const blocks = groups.flatMap(({ title: heading, rows }) => {
    const fresh = rows.filter(({ name }) => !seen.has(name));
    for (const { name } of fresh) seen.add(name);
    return fresh.length === 0 ? [] : [...(heading ? [`# -- ${heading}`] : []), ...fresh.map(exampleOf), ''];
  });
  return [`# ==== ${title.replaceAll('`', '')}`, '', ...blocks].join('\n');
}

function exampleOf(row: Row): string {
  const literal = /^`([^`<]*)`$/.exec(row.default)?.[1];
  const value = literal ?? (row.example.includes('{') ? `'${row.example}'` : row.example);
  const text = `${row.meaning}.${row.default && literal === undefined ? ` By default: ${row.default}.` : ''}`;
  const comment = text.replace(' By default: **required**.', ' Required.').replaceAll('`', '');
  return `# ${comment[0]!.toUpperCase()}${comment.slice(1)}\n#${row.name}=${value}`;
}
