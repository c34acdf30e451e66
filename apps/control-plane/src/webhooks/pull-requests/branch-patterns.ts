/** Whether one of the patterns fits; `*` stands for any part of a name. No pattern at all fits everything. */
export function fitsAny(patterns: readonly string[], branch: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => fits(pattern.split('*'), branch));
}

/** What is between the stars has to come in order: linear in the length of the branch. */
function fits([first = '', ...rest]: string[], branch: string): boolean {
  if (!branch.startsWith(first)) return false;
  const last = rest.pop();
  if (last === undefined) return branch === first;
  let at = first.length;
  for (const part of rest) {
    const found = branch.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return branch.length - last.length >= at && branch.endsWith(last);
}
