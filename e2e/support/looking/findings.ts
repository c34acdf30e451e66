/** What was found wrong with which page, by the claim that it breaks. */
export class Findings<Claim extends string> {
  private readonly found = new Map<Claim, Record<string, string[]>>();

  add(claim: Claim, page: string, problems: readonly string[]): void {
    if (problems.length === 0) return;
    const pages = this.found.get(claim) ?? {};
    this.found.set(claim, { ...pages, [page]: [...(pages[page] ?? []), ...problems] });
  }

  /** By page; empty when the claim holds. */
  against(claim: Claim): Record<string, string[]> {
    return this.found.get(claim) ?? {};
  }
}
