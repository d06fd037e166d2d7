import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { createHash } from 'node:crypto';
import { API_KEY_SCHEME, BEARER_SCHEME } from '../auth/route-access.js';
import type { Settings } from '../config/settings.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { version } from '../version.js';
import { addCommonAnswers } from './common-answers.js';
import { addExampleBodies } from './example-bodies.js';
import { addOidcScheme } from './oidc-scheme.js';

/** What the document tells of the operator's. Everybody who can open /docs sees it. */
type DocsSettings = Pick<
  Settings,
  'exampleRequest' | 'oidcIssuer' | 'oidcAudience' | 'rateLimit' | 'webhookSubscriptions'
>;

/** Where Swagger UI is, without the slash. */
export const DOCS_PATH = 'docs';
const BEARER_ABOUT =
  'An API key, or an access token (JWT) of the OpenID Connect issuer, where one is set up.';

/**
 * Opens Swagger UI with the key that the URL's fragment carries (`/docs#key=...`), and the request that submits a job
 * unfolded, so that a newcomer's first click works. A fragment never leaves the browser, and is taken out of the address
 * bar at once.
 */
const AUTHORIZE_FROM_FRAGMENT = `
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key) {
    history.replaceState(null, '', location.pathname + '#/jobs/jobs_submit');
    const authorize = () => {
      const isReady = window.ui && window.ui.specSelectors.specJson().size > 0;
      if (!isReady) return setTimeout(authorize, 50);
      window.ui.preauthorizeApiKey('${API_KEY_SCHEME}', key);
    };
    authorize();
  }`;

/** What Swagger UI needs: its own files, inline styles, images as data, and the one script above. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(AUTHORIZE_FROM_FRAGMENT).digest('base64')}'`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves Swagger UI at /docs and the document behind it at /openapi.json. */
export function serveDocs(app: INestApplication, settings: DocsSettings): void {
  // Made at the first request: callers are known when the application has started.
  SwaggerModule.setup(DOCS_PATH, app, () => openApiDocument(app, settings), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'NetPulse API',
    customJsStr: AUTHORIZE_FROM_FRAGMENT,
    swaggerOptions: {
      deepLinking: true,
      tryItOutEnabled: true,
      persistAuthorization: false,
      displayRequestDuration: true,
    },
  });
}

function openApiDocument(app: INestApplication, settings: DocsSettings): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('NetPulse')
    .setDescription(
      'Runs commands and configuration on network devices, and tells by webhook how each job ended.',
    )
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addTag('jobs', 'Submit, read, list and cancel jobs')
    .addTag('device', "The same under NetPulse's own paths")
    .addTag('templates', 'Render and parse without a device')
    .addTag('webhooks', 'Kinds of webhooks, the delivery log, tests and resends')
    .addTag('webhook subscriptions', 'Destinations that are told of every job that matches')
    .addTag('workers', 'Who runs the jobs')
    .addTag('keys', 'API keys: scopes, expiry, devices')
    .addTag('audit', 'Who did what, and how it ended')
    .addTag('admin', 'The session of a browser that looks at /admin/queues')
    .addTag('health', 'Open to all, but for /metrics')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-KEY' }, API_KEY_SCHEME)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: BEARER_ABOUT }, BEARER_SCHEME)
    .build();
  const callers = app.get(PluginRegistry, { strict: false }).describe('webhook-caller');
  const extraModels = callers.flatMap(({ parts }) => parts.options ?? []);
  const document = SwaggerModule.createDocument(app, config, { extraModels, operationIdFactory });
  addExampleBodies(document, settings.exampleRequest);
  addCommonAnswers(document, settings);
  addOidcScheme(document, settings);
  return document;
}

/** `jobs_submit`: what clients that are generated call it by. */
function operationIdFactory(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '').toLowerCase()}_${method}`;
}
