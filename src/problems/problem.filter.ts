import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { LogLine } from '../observability/log-line.js';
import { isRedisUnavailable, refusalOf } from '../redis/redis-unavailable.js';
import { setAnsweredProblem } from './answered-problem.js';
import { malformed, Problem, unavailable } from './problem.js';

const REDIS_RETRY_AFTER_SECONDS = 5;

/** The one place where an error becomes an HTTP answer: `application/problem+json`, RFC 9457. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(error);
    setAnsweredProblem(request, problem);
    if (problem.status >= 500 && problem.status !== 503) {
      this.logger.error(
        new LogLine(`Request ${request.id} failed: ${error instanceof Error ? error.stack : typeof error}`, {
          request_id: request.id,
        }),
      );
    }
    if (problem.extras.retryAfterSeconds !== undefined) {
      void reply.header('Retry-After', String(problem.extras.retryAfterSeconds));
    }
    const { challenge } = problem.extras;
    if (challenge !== undefined) void reply.header('WWW-Authenticate', challenge);
    void reply
      .status(problem.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .send(problemBody(problem, request.id));
  }
}

/** What RFC 9457 calls the problem details object. */
export function problemBody(problem: Problem, requestId: string): string {
  return JSON.stringify({
    type: `urn:netpulse:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    errors: problem.extras.errors,
    request_id: requestId,
  });
}

/** What a client is told of an error, whatever it is. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isRedisUnavailable(error)) return redisUnavailable(refusalOf(error));
  const status = statusOf(error);
  if (status === 400) return malformed('The request is not valid HTTP or its body is not valid JSON.');
  if (status === 413)
    return new Problem(413, 'too-large', 'Request too large', 'The request body is over the limit.');
  if (status === 415) {
    return new Problem(415, 'media-type', 'Unsupported media type', 'Send the body as application/json.');
  }
  if (status !== undefined && status >= 400 && status < 500) {
    const title = STATUS_CODES[status] ?? 'Client error';
    return new Problem(
      status,
      title.toLowerCase().replaceAll(' ', '-'),
      title,
      `${title}: see /docs for what there is.`,
    );
  }
  return new Problem(
    500,
    'internal',
    'Internal error',
    'NetPulse failed; the log has the details under this request id.',
  );
}

export function redisUnavailable(reason = 'Redis cannot be reached'): Problem {
  return unavailable(`${reason}; send the request again later.`, REDIS_RETRY_AFTER_SECONDS);
}

/** Nest's own exceptions and fastify's (`statusCode`), whose messages may echo input and are therefore not used. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode;
  return undefined;
}
