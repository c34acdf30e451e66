import { type ServiceInstance } from '../instances/service-instance.entity.js';

/**
 * Asked before the container of an instance is removed, so that nobody is sent there any more when it goes. Whoever
 * owns the routes provides it.
 */
export abstract class RemovalGate {
  /** Whether it may go now. What it waits for wakes the next round, or the next look does. */
  abstract mayGo(instance: ServiceInstance): Promise<boolean>;
}
