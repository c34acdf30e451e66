/** Containers of one sandbox on one host share a bridge network, and see no other sandbox's. */
export function networkOf(sandboxId: string): string {
  return `sdp-${sandboxId.slice(0, 8)}`;
}
