import { packageComponents } from './package-components.js';
import { COMPONENTS } from './components.js';

const { names, isUncommittedAllowed } = read(process.argv.slice(2));
try {
  await packageComponents({
    root: process.cwd(),
    components: COMPONENTS.filter(({ name }) => names.length === 0 || names.includes(name)),
    isUncommittedAllowed,
    say: (line) => process.stdout.write(`${line}\n`),
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function read(args: string[]): { names: string[]; isUncommittedAllowed: boolean } {
  const names = args.filter((arg) => arg !== '--uncommitted');
  const known = COMPONENTS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no component ${unknown.join(', ')}. There are: ${known.join(', ')}.\n`);
    process.exit(2);
  }
  return { names, isUncommittedAllowed: names.length < args.length };
}
