import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const HOUR_SECONDS = 3_600;

/** Lets pages of these origins call the API. They send a key in a header: no cookies, so no credentials of the browser's. */
export function openToOrigins(app: NestFastifyApplication, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.enableCors({
    origin: [...origins],
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'X-API-KEY',
      // The Model Context Protocol's own.
      'Mcp-Method',
      'Mcp-Name',
      'Mcp-Protocol-Version',
    ],
    exposedHeaders: [
      'Link',
      'Location',
      'RateLimit-Limit',
      'RateLimit-Remaining',
      'RateLimit-Reset',
      'Retry-After',
      'X-Request-Id',
    ],
    credentials: false,
    maxAge: HOUR_SECONDS,
  });
}
