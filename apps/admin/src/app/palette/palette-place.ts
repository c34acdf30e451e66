/** Where in the app somebody stands, as far as the palette cares. */
export interface PalettePlace {
  sandboxId?: string;
  deploymentId?: string;
}

/** From the address, as `/sandboxes/<id>/routes`. */
export function placeOf(url: string): PalettePlace {
  const [, page = '', id = ''] = url.split(/[?#]/, 1)[0]?.split('/') ?? [];
  if (id === '' || id === 'new' || id === 'compare') return {};
  if (page === 'sandboxes') return { sandboxId: id };
  return page === 'deployments' ? { deploymentId: id } : {};
}
