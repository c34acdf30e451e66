const MAX_CHARACTERS = 1000;
const STAMP = /^(?:nginx: |\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d )/;
const SEVERE = /^\[(?:emerg|alert|crit|error)\] /;
const PROCESS = /^\d+#\d+: (?:\*\d+ )?/;

/** What nginx complained of, in its own words: without stamps, and with paths below the switch's folder shortened. */
export function nginxWords(lines: readonly string[], folder: string): string {
  const plain = lines.map((line) => line.trim().replace(STAMP, '')).filter((line) => line !== '');
  const severe = plain.filter((line) => SEVERE.test(line));
  const spoken = (severe.length > 0 ? severe : plain).map((line) =>
    line
      .replace(SEVERE, '')
      .replace(PROCESS, '')
      .replaceAll(`${folder}/`, '')
      .replaceAll(/\bconf(?:-[0-9a-f]+)?\/\.\.\//g, '')
      .replaceAll(/\bconf-[0-9a-f]+\//g, ''),
  );
  return [...new Set(spoken)].join('; ').slice(0, MAX_CHARACTERS) || 'nginx gave no reason';
}
