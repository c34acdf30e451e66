import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../version.js';
import { withErrors } from './api-errors.js';

/** In the order in which people read them. */
const TAGS = {
  session: 'Signing in and out.',
  tokens: 'Personal access tokens, for programs.',
  sandboxes: 'Making, sharing, holding and ending sandboxes.',
  services: 'What a sandbox is made of.',
  deployments: 'What is being deployed, waits, or was deployed.',
  routes: 'Where the gateway of a sandbox sends its requests.',
  runtime: 'What containers print and use.',
  templates: 'Sandboxes to be made again and again.',
  webhooks: 'What git hosts tell: branches that moved, and pull requests.',
  environments: 'Variables and secrets that sandboxes have in common.',
  repositories: 'What can be deployed.',
  agents: 'The programs on the hosts.',
  users: 'People and their roles.',
  audit: 'Who did what.',
  retention: 'What of the past is kept.',
  health: 'Whether the control plane is well.',
};

/** OpenAPI under /api/docs; its assets come along with the package, nothing is fetched from elsewhere. */
export function serveApiDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), { jsonDocumentUrl: 'api/docs/openapi.json' });
}

export function describeApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Sandbox Deployment Platform')
    .setDescription(
      'Everything that the admin can do. People sign in, and their session is a cookie. Programs send a personal ' +
        'access token as `Authorization: Bearer sdp_…`; `x-token-scope` says which scope a route needs. A route ' +
        'without it takes no tokens.',
    )
    .setVersion(VERSION)
    .addCookieAuth('sdp_session')
    .addBearerAuth({ type: 'http', description: 'A personal access token.' }, 'token')
    .addSecurityRequirements('cookie');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  return withErrors(SwaggerModule.createDocument(app, builder.build()));
}
