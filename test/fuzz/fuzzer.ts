import fc from 'fast-check';
import { AnswerJudge, type FuzzAnswer } from './answer-judge.js';
import { operationsOf, type ApiDocument, type ApiOperation } from './api-operation.js';
import { requestOf, type FuzzRequest } from './fuzz-request.js';
import { RequestValues } from './request-values.js';

/** One kind of fault, with the first request that showed it. */
export interface FuzzFault {
  readonly operation: string;
  readonly what: string;
  readonly request: string;
  readonly answer: string;
}

export interface FuzzReport {
  readonly requests: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that have answered 2xx at least once. */
  readonly succeeded: ReadonlySet<string>;
  /** The longest that an operation took to answer, ms. */
  readonly slowest: ReadonlyMap<string, number>;
  readonly faults: readonly FuzzFault[];
}

interface Options {
  readonly url: string;
  readonly apiKey: string;
  readonly seed: number;
  /** Whether to begin another round: each sends one request to each operation. */
  readonly goesOn: (rounds: number) => boolean;
}

const AT_ONCE = 8;
const ANSWER_DEADLINE_MS = 30_000;
const MOST_SEEN = 20;
const MOST_SHOWN = 600;

/** Sends what the document allows, and what it does not, and judges each answer by it. */
export class Fuzzer {
  private readonly operations: readonly ApiOperation[];
  private readonly judge: AnswerJudge;
  private readonly values: RequestValues;
  private readonly seen = new Map<string, string[]>();
  private readonly faults = new Map<string, FuzzFault>();
  private readonly statuses: Record<string, number> = {};
  private readonly succeeded = new Set<string>();
  private readonly slowest = new Map<string, number>();
  private requests = 0;

  constructor(
    document: ApiDocument,
    private readonly options: Options,
  ) {
    this.operations = operationsOf(document);
    this.judge = new AnswerJudge(document);
    this.values = new RequestValues(document);
  }

  async run(): Promise<FuzzReport> {
    for (let round = 0; this.options.goesOn(round); round++) {
      const requests = this.operations.map((operation, index) => this.draw(operation, round, index));
      for (let at = 0; at < requests.length; at += AT_ONCE)
        await Promise.all(requests.slice(at, at + AT_ONCE).map((request) => this.send(request)));
    }
    const { requests, statuses, succeeded, slowest, faults } = this;
    return { requests, statuses, succeeded, slowest, faults: [...faults.values()] };
  }

  private draw(operation: ApiOperation, round: number, index: number): FuzzRequest {
    const arbitrary = requestOf(
      operation,
      this.values,
      this.options.apiKey,
      this.seen.get(kindOf(operation)) ?? [],
    );
    const seed = this.options.seed + round * this.operations.length + index;
    const [request] = fc.sample(arbitrary, { seed, numRuns: 1 });
    if (!request) throw new Error(`No request could be made for ${operation.id}`);
    return request;
  }

  private async send(request: FuzzRequest): Promise<void> {
    this.requests += 1;
    const startedAt = performance.now();
    const answer = await this.answerTo(request);
    const { id } = request.operation;
    this.slowest.set(id, Math.max(this.slowest.get(id) ?? 0, performance.now() - startedAt));
    const status = String(answer.status);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (answer.status >= 200 && answer.status < 300) {
      this.succeeded.add(id);
      this.remember(request.operation, answer.text);
    }
    const what = answer.status === 0 ? answer.text : this.judge.faultIn(request, answer);
    if (what === undefined) return;
    const { operation, path, headers, body } = request;
    const shown = `${operation.method} ${path} ${JSON.stringify({ ...headers, 'X-API-KEY': '...' })} ${body ?? ''}`;
    const fault = { operation: operation.id, what, request: cut(shown), answer: cut(answer.text) };
    const key = `${operation.id} ${what}`;
    if (!this.faults.has(key)) this.faults.set(key, fault);
  }

  private async answerTo({ operation, path, headers, body }: FuzzRequest): Promise<FuzzAnswer> {
    try {
      const response = await fetch(this.options.url + path, {
        method: operation.method,
        headers: { ...headers },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
      });
      const text = await response.text();
      const contentType = (response.headers.get('content-type') ?? '').replace(/;.*/, '');
      return { status: response.status, contentType, requestId: response.headers.get('x-request-id'), text };
    } catch (error) {
      return { status: 0, contentType: '', requestId: null, text: `gives no answer: ${String(error)}` };
    }
  }

  /** Ids in answers are what later requests ask for. */
  private remember(operation: ApiOperation, text: string): void {
    const ids = [...text.matchAll(/"(?:batch_)?id":"([^"\\]{1,200})"/g)].map(([, id = '']) => id);
    const kind = kindOf(operation);
    this.seen.set(kind, [...ids.slice(0, 5), ...(this.seen.get(kind) ?? [])].slice(0, MOST_SEEN));
  }
}

/** Operations of the same things: `/jobs/{id}` and `/jobs`. */
function kindOf({ path }: ApiOperation): string {
  return path.startsWith('/webhooks/') ? path.split('/').slice(1, 3).join('/') : (path.split('/')[1] ?? '');
}

function cut(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)} ... (${text.length})` : text;
}
