import packageJson from '../../../package.json' with { type: 'json' };

export const VERSION: string = packageJson.version;

/** With the release where an archive of `npm run package` says it: `0.1.0+1dce67f`. */
export function versionOf(release: string | undefined): string {
  return release ? `${VERSION}+${release}` : VERSION;
}
