/** What came of an event, for people. */
export interface Outcome {
  state: 'done' | 'ignored' | 'refused' | 'failed';
  /** A sentence without a full stop. */
  text: string;
  deploymentIds: string[];
}

export function done(text: string, deploymentIds: string[] = []): Outcome {
  return { state: 'done', text, deploymentIds };
}

export function ignored(text: string): Outcome {
  return { state: 'ignored', text, deploymentIds: [] };
}

export function refused(text: string): Outcome {
  return { state: 'refused', text, deploymentIds: [] };
}

/** Whatever is most worth knowing decides the state. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const states = ['failed', 'refused', 'done', 'ignored'] as const;
  return {
    state: states.find((state) => outcomes.some((one) => one.state === state)) ?? 'ignored',
    text: outcomes.map(({ text }) => text).join('; '),
    deploymentIds: outcomes.flatMap(({ deploymentIds }) => deploymentIds),
  };
}
