import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem.js';

const PROBLEMS = new WeakMap<FastifyRequest, Problem>();

/** The problem that a request was answered with; undefined when it was answered otherwise. */
export function answeredProblemOf(request: FastifyRequest): Problem | undefined {
  return PROBLEMS.get(request);
}

export function setAnsweredProblem(request: FastifyRequest, problem: Problem): void {
  PROBLEMS.set(request, problem);
}
