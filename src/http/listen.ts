import type { NestFastifyApplication } from '@nestjs/platform-fastify';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Nobody can be listened to there. The message names the setting, its fault, and what is allowed. */
export class ListenError extends Error {
  readonly code = 'LISTEN_FAILED';
}

/**
 * Opens the HTTP server. Not by Nest's own `listen`, which logs an error that it throws as well.
 *
 * @throws ListenError
 */
export async function listen(app: NestFastifyApplication, { host, port }: Place): Promise<void> {
  try {
    await app.getHttpAdapter().getInstance().listen({ host, port });
  } catch (error) {
    throw new ListenError(faultOf(error, { host, port }), { cause: error });
  }
}

function faultOf(error: unknown, { host, port }: Place): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'EADDRINUSE')
    return `NETPULSE_PORT is ${port}, and somebody listens on ${host}:${port} already; allowed: a free port, or 0 for any`;
  if (code === 'EACCES')
    return `NETPULSE_PORT is ${port}, on which this user may not listen; allowed: a port from 1024 on, or 0 for any`;
  if (/^(EADDRNOTAVAIL|ENOTFOUND|EAI_.*)$/.test(code))
    return `NETPULSE_HOST is "${host}", which is no address of this machine; allowed: one that is, or 0.0.0.0 or :: for all`;
  return `Nothing can listen on ${host}:${port}, as NETPULSE_HOST and NETPULSE_PORT say (${code})`;
}
