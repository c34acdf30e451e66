/** `https://host/scm/shop/orders.git` → `orders`. */
export function nameFromUrl(url: string): string {
  const last =
    url
      .replace(/[/?#]+$/, '')
      .split('/')
      .at(-1) ?? '';
  return last.replace(/\.git$/, '');
}
