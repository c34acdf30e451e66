import packageJson from '../../../package.json' with { type: 'json' };

export const VERSION: string = packageJson.version;

/** Shown in /api/health: `0.1.0`, and where the release is known `0.1.0+1dce67f`. */
export function versionOf(release: string): string {
  return release === '' ? VERSION : `${VERSION}+${release}`;
}
