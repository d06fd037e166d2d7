import type { OpenAPIObject } from '@nestjs/swagger';
import { problemExample, type ExampleSettings } from './problem-examples.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Answers = Operation['responses'];
type Answer = Answers[string];
type Said = Exclude<NonNullable<Answer>, { $ref: string }>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM_TYPE = 'application/problem+json';
const PROBLEM_SCHEMA = { $ref: '#/components/schemas/ProblemDto' };
const RETRY_AFTER = {
  'Retry-After': {
    description: 'Seconds after which to send it again.',
    schema: { type: 'integer' as const },
  },
};

/** For whose route says no more. */
const MEANINGS: Readonly<Record<string, string>> = {
  401: 'The key or token is missing, wrong or expired.',
  404: 'There is none of this id or name.',
  422: '`errors` names each field that is wrong.',
  503: 'Redis does not answer, or nobody could do it now.',
};

/**
 * Tells of every operation what the parts that all of them go through may answer: authentication, rate limit, the reading
 * of body, path and query, Redis' absence; and that a problem is `application/problem+json` (RFC 9457), each with an example
 * of its own. Bodies have their examples already.
 */
export function addCommonAnswers(document: OpenAPIObject, settings: ExampleSettings): void {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = operations[method];
      if (operation) addTo(operation, `${method.toUpperCase()} ${path}`, settings);
    }
  }
}

function addTo(operation: Operation, route: string, settings: ExampleSettings): void {
  // An empty list: no key is needed, as opposed to nothing said.
  operation.security ??= [];
  const { responses } = operation;
  const common = { ...whereIdentified(operation), ...whereRead(operation) };
  for (const [status, answer] of Object.entries(common)) responses[status] ??= answer;
  for (const [status, answer] of Object.entries(responses)) {
    if (!answer || !isProblem(answer)) continue;
    answer.description ||= MEANINGS[status] ?? '';
    const example = problemExample(route, operation, Number(status), settings);
    Object.assign(answer, { content: { [PROBLEM_TYPE]: { schema: PROBLEM_SCHEMA, example } } });
    if (status === '503') Object.assign(answer, { headers: RETRY_AFTER });
  }
}

function whereIdentified({ security = [] }: Operation): Record<string, Answer> {
  if (security.length === 0) return {};
  return {
    429: problem('More requests than the key may make, or more jobs than the queue takes.', RETRY_AFTER),
    503: problem('', RETRY_AFTER),
  };
}

function whereRead({ requestBody, parameters = [] }: Operation): Record<string, Answer> {
  const ways = new Set(parameters.map((parameter) => ('in' in parameter ? parameter.in : undefined)));
  const hasFields = requestBody !== undefined || ways.has('query') || ways.has('header');
  return {
    ...(requestBody !== undefined || ways.has('path') ? { 400: problem('It cannot be read.') } : {}),
    ...(requestBody === undefined
      ? {}
      : {
          413: problem('The body is larger than NETPULSE_MAX_BODY.'),
          415: problem('The body is no application/json.'),
        }),
    ...(hasFields ? { 422: problem('') } : {}),
  };
}

function problem(description: string, headers?: typeof RETRY_AFTER): Answer {
  return { description, headers, content: { [PROBLEM_TYPE]: { schema: PROBLEM_SCHEMA } } };
}

function isProblem(answer: NonNullable<Answer>): answer is Said {
  if (!('content' in answer)) return false;
  return Object.values(answer.content ?? {}).some(
    ({ schema }) => schema !== undefined && '$ref' in schema && schema.$ref === PROBLEM_SCHEMA.$ref,
  );
}
