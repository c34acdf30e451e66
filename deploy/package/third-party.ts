import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface PackageJson {
  name: string;
  version: string;
  license?: string;
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const RULE = `\n${'-'.repeat(80)}\n`;

/** Who made what is in an archive besides SDP, and under which terms: a text for people. */
export async function thirdPartyLicences(root: string, folders: readonly string[]): Promise<Buffer> {
  const entries = await Promise.all([...new Set(folders)].map((folder) => entry(join(root, folder))));
  return Buffer.from(`${entries.sort().join(RULE)}\n`);
}

async function entry(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  ) as PackageJson;
  const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const title = `${name} ${version} (${license ?? 'see below'})`;
  return [title, ...texts.map((text) => text.replaceAll('\r\n', '\n').trim())].join('\n\n');
}
