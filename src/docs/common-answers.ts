import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Answers = Operation['responses'];
type Answer = Answers[string];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM_TYPE = 'application/problem+json';
const PROBLEM_SCHEMA = { $ref: '#/components/schemas/ProblemDto' };
const RETRY_AFTER = {
  'Retry-After': {
    description: 'Seconds after which to send it again.',
    schema: { type: 'integer' as const },
  },
};

/**
 * Tells of every operation what the parts that all of them go through may answer: authentication, rate limit, the reading
 * of body, path and query, Redis' absence; and that a problem is `application/problem+json` (RFC 9457).
 */
export function addCommonAnswers(document: OpenAPIObject): void {
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) addTo(operation);
    }
  }
}

function addTo(operation: Operation): void {
  // An empty list: no key is needed, as opposed to nothing said.
  operation.security ??= [];
  const { responses } = operation;
  const common = { ...whereIdentified(operation), ...whereRead(operation) };
  for (const [status, answer] of Object.entries(common)) responses[status] ??= answer;
  for (const [status, answer] of Object.entries(responses)) {
    if (answer && 'content' in answer) useProblemType(answer);
    if (status === '503' && answer && isProblem(answer)) Object.assign(answer, { headers: RETRY_AFTER });
  }
}

function whereIdentified({ security = [] }: Operation): Record<string, Answer> {
  if (security.length === 0) return {};
  return {
    429: problem('More requests than the key may make, or more jobs than the queue takes.', RETRY_AFTER),
    503: problem('Redis does not answer, or nobody could do it now.', RETRY_AFTER),
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
    ...(hasFields ? { 422: problem('`errors` names each field that is wrong.') } : {}),
  };
}

function problem(description: string, headers?: typeof RETRY_AFTER): Answer {
  return { description, headers, content: { [PROBLEM_TYPE]: { schema: PROBLEM_SCHEMA } } };
}

function useProblemType(answer: NonNullable<Answer>): void {
  if (isProblem(answer) && 'content' in answer)
    answer.content = { [PROBLEM_TYPE]: { schema: PROBLEM_SCHEMA } };
}

function isProblem(answer: NonNullable<Answer>): boolean {
  if (!('content' in answer)) return false;
  return Object.values(answer.content ?? {}).some(
    ({ schema }) => schema !== undefined && '$ref' in schema && schema.$ref === PROBLEM_SCHEMA.$ref,
  );
}
