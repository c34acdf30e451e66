import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { dotEnvExample, settingsDocument } from './settings-document.js';

/** Writes what of the documentation is made from the code: `npm run document`. */
const place = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const style = await resolveConfig(place('docs/settings.md'));

await writeFile(
  place('docs/settings.md'),
  await format(settingsDocument(), { ...style, parser: 'markdown' }),
);
await writeFile(place('.env.example'), dotEnvExample());
