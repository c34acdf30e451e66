/** `<workspace or project>/<repository>`, as it stands in addresses of Bitbucket; `~name` is somebody's own project. */
const FULL_NAME = /^~?[a-z0-9][a-z0-9._-]{0,98}\/[a-z0-9_][a-z0-9._-]{0,98}$/;

export function isFullName(text: string): boolean {
  return FULL_NAME.test(text) && !text.includes('..');
}

/** From a repository's URL: what its last two parts say, in lower case. */
export function fullNameIn(url: string): string {
  const parts = (URL.parse(url)?.pathname ?? '').split('/').filter((part) => part !== '');
  return parts
    .slice(-2)
    .join('/')
    .replace(/\.git$/, '')
    .toLowerCase();
}
