import { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents' hosts read of git by themselves, and which deployments rely on it. */
export class GitAccess1764250000000 implements MigrationInterface {
  name = 'GitAccess1764250000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "agent" ADD COLUMN "gitHosts" text NOT NULL DEFAULT ('[]')`);
    await queryRunner.query(`ALTER TABLE "deployment" ADD COLUMN "access" varchar(10)`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "deployment" DROP COLUMN "access"`);
    await queryRunner.query(`ALTER TABLE "agent" DROP COLUMN "gitHosts"`);
  }
}
