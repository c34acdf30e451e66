import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../version.js';

/** OpenAPI under /api/docs; its assets come along with the package, nothing is fetched from elsewhere. */
export function serveApiDocs(app: INestApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Sandbox Deployment Platform')
    .setVersion(VERSION)
    .addCookieAuth('sdp_session')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/docs/openapi.json',
  });
}
