import { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents' hosts have stored, and what of it goes next. */
export class AgentStorage1764270000000 implements MigrationInterface {
  name = 'AgentStorage1764270000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "agent" ADD COLUMN "storage" text`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "agent" DROP COLUMN "storage"`);
  }
}
