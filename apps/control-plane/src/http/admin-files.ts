import { type DynamicModule } from '@nestjs/common';
import { ServeStaticModule } from '@nestjs/serve-static';
import { type Config } from '../config/config.js';

/** The admin's compiled files, when this installation serves them itself; unknown paths are the app's own pages. */
export function adminFiles({ adminDir }: Config): DynamicModule[] {
  if (adminDir === null) return [];
  return [ServeStaticModule.forRoot({ rootPath: adminDir, exclude: ['/api', '/api/{*path}'] })];
}
