import type { FastifyReply, FastifyRequest } from 'fastify';
import { malformed, notFound, type Problem } from './problem.js';
import { problemBody } from './problem.filter.js';

/** find-my-way's limit for a part of a path: no id or name of ours is as long. */
const TOO_LONG = 'FST_ERR_MAX_PARAM_LENGTH';

/**
 * Answers what fastify refuses before it looks for a route, and so before the {@link ProblemFilter}: its own answer is no
 * problem+json and repeats the path.
 */
export function answerFrameworkError(
  { code }: { readonly code: string },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = problemOf(code);
  void reply
    .status(problem.status)
    .header('X-Request-Id', request.id)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(problemBody(problem, request.id));
}

function problemOf(code: string): Problem {
  if (code === TOO_LONG) return notFound('There is nothing of such a long name.');
  return unreadablePath();
}

export function unreadablePath(): Problem {
  return malformed('The path of the request is not valid.');
}
