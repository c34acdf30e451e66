import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** An instance that was deployed well once: its route was brought to the gateway then, and is not by itself again. */
@Entity('routed_instance')
export class RoutedInstance {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('ServiceInstance', { onDelete: 'CASCADE' })
  instanceId: string;
}
