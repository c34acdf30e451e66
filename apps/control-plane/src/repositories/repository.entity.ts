import { type Stack } from '@sdp/protocol';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('repository')
export class Repository {
  @PrimaryColumn({ type: 'varchar', length: 80 })
  name: string;

  @Column({ type: 'varchar', length: 2000 })
  url: string;

  @Column({ type: 'varchar', length: 10 })
  stack: Stack;

  @Column({ type: 'varchar', length: 200 })
  defaultBranch: string;
}
