interface WrittenVariable {
  name: string;
  /** Null for a secret: only its name is written, as a comment. */
  value: string | null;
}

const BARE = /^[A-Za-z0-9_./:@%+,=-]*$/;
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Writes a `.env` file that `parseDotEnv` reads back to the same values, and that shells, Docker Compose and the npm
 * package dotenv read alike wherever they agree on a way to write the value.
 */
export function toDotEnv(environment: string, variables: readonly WrittenVariable[]): string {
  const lines = variables.map(({ name, value }) =>
    value === null ? `# ${name}= (secret, not exported)` : `${name}=${quoteDotEnv(value)}`,
  );
  return [`# Environment ${environment}`, ...lines, ''].join('\n');
}

function quoteDotEnv(value: string): string {
  if (BARE.test(value)) return value;
  const isLiteral = !value.includes("'") && !value.includes('\r') && !value.endsWith('\\');
  return isLiteral ? `'${value}'` : `"${value.replace(/["\\$`]/g, '\\$&').replace(/[\n\r\t]/g, escape)}"`;
}

function escape(character: string): string {
  return ESCAPES[character] ?? character;
}
