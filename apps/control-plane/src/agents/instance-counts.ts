/** How many service instances each agent has. Whoever owns the instances provides it. */
export abstract class InstanceCounts {
  /** By the agent's id; an agent without any is left out. */
  abstract byAgent(): Promise<ReadonlyMap<string, number>>;
}
