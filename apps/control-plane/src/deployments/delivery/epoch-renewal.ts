/** Something that an agent was ordered to do with an instance. */
export interface NumberedOrder {
  sandboxId: string;
  service: string;
  epoch: number;
}

/** Asked when an agent refuses an order as old. Whoever gives epochs out provides it. */
export abstract class EpochRenewal {
  /** An epoch that the agent takes; null where the order stays refused, since something newer was ordered meanwhile. */
  abstract renew(order: NumberedOrder, refusal: unknown): Promise<number | null>;
}
