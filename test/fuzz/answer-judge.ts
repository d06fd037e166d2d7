import type { ApiDocument, Schema } from './api-operation.js';
import type { FuzzRequest } from './fuzz-request.js';
import { SchemaJudge } from './schema-judge.js';

export interface FuzzAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly requestId: string | null;
  readonly text: string;
}

interface Problem {
  readonly status?: number;
  readonly request_id?: string;
  readonly errors?: readonly { readonly field?: string }[];
}

const PROBLEM_TYPE = 'application/problem+json';

/** Judges answers by what the document says that they may be. */
export class AnswerJudge {
  private readonly answers: SchemaJudge;
  private readonly requests: SchemaJudge;

  constructor(document: ApiDocument) {
    this.answers = new SchemaJudge(document, true);
    this.requests = new SchemaJudge(document, false);
  }

  /** What is wrong with an answer; undefined when nothing is. */
  faultIn(request: FuzzRequest, answer: FuzzAnswer): string | undefined {
    const { operation, isAllowed } = request;
    const { status } = answer;
    const content = operation.answers[String(status)];
    if (content === undefined) return `answers ${status}, which the document does not tell`;
    if (status >= 500 && status !== 503) return `answers ${status}`;
    const fault = this.faultInContent(answer, content);
    if (fault !== undefined) return fault;
    if (status >= 400) return faultInProblem(answer, operation.id, isAllowed);
    const { body } = operation;
    if (body === undefined || request.value === undefined) return undefined;
    const forbidden = this.requests.faultIn(request.value, body);
    return forbidden === undefined
      ? undefined
      : `answers ${status} to a body that the document forbids: ${forbidden}`;
  }

  private faultInContent(
    { status, contentType, text }: FuzzAnswer,
    content: Readonly<Record<string, { readonly schema: Schema }>>,
  ): string | undefined {
    const types = Object.keys(content);
    if (types.length === 0)
      return text === '' ? undefined : `answers ${status} with a body, of which nothing is told`;
    const schema = content[contentType]?.schema;
    if (schema === undefined) return `answers ${status} as ${contentType}, not as ${types.join(' or ')}`;
    if (!contentType.endsWith('json')) return undefined;
    const fault = this.answers.faultIn(parsed(text), schema);
    return fault === undefined ? undefined : `answers ${status} with a body that is not as told: ${fault}`;
  }
}

function faultInProblem(answer: FuzzAnswer, operation: string, isAllowed: boolean): string | undefined {
  // Health is told by a body of its own.
  if (operation.startsWith('health_')) return undefined;
  if (answer.contentType !== PROBLEM_TYPE) return `answers ${answer.status} without problem details`;
  const problem = parsed(answer.text) as Problem;
  if (problem.status !== answer.status) return `answers ${answer.status} and says ${problem.status}`;
  if (problem.request_id !== answer.requestId) return 'tells another request id than its header';
  const namesField = problem.errors?.some(({ field }) => field !== undefined) ?? false;
  if (answer.status === 422 && !namesField) return 'refuses fields, and names none';
  // What is well-formed may still be unknown, under way, or not possible; it is never unreadable.
  if (isAllowed && [400, 401, 403, 413, 415].includes(answer.status))
    return `refuses what the document allows with ${answer.status}`;
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
