/** As libs/protocol/src/names.ts has it; names.spec.ts holds the two together. */
export const REPOSITORY_NAME = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** `https://host/scm/shop/orders.git` → `orders`. */
export function nameFromUrl(url: string): string {
  const last =
    url
      .replace(/[/?#]+$/, '')
      .split('/')
      .at(-1) ?? '';
  return last.replace(/\.git$/, '');
}
