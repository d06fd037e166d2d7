import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { Tracing } from '../../tracing/tracing.js';
import { Sealer } from '../../secrets/sealer.js';
import type { BaseWebhookCaller, CallContext, Receipt } from '../base-webhook-caller.js';
import { DeliveryError } from '../delivery-error.js';
import { ExchangeTrace } from '../http/exchange-trace.js';
import type { WebhookEvent } from '../job-event.js';
import type { Webhook } from '../webhook.js';
import { openWebhook } from '../webhook.mapper.js';
import type { Attempt, Delivery } from './delivery.js';
import { redact } from './redact.js';

/** How much of an answer stays on record, in characters. */
const RECORDED_ANSWER_LENGTH = 1_024;

/** A caller that heeds its signal gets to say what had been answered till then; one that does not is abandoned. */
const LAST_WORD_MS = 100;

/** The service stopped in the middle of an attempt. Nobody knows whether it arrived, so it has to be made again. */
export class AttemptInterrupted extends Error {
  constructor() {
    super('The service stopped before the attempt had ended');
  }
}

/** An attempt as it is recorded, with the error as it was thrown. */
export interface AttemptOutcome {
  readonly attempt: Attempt;
  readonly error: DeliveryError | null;
}

/** The record of an attempt that was not made. */
export function notAttempted(error: DeliveryError): AttemptOutcome {
  const { code, message } = error;
  const at = new Date().toISOString();
  const attempt = {
    at,
    durationMs: 0,
    statusCode: null,
    answer: '',
    error: { code, message },
    exchange: null,
  };
  return { attempt, error };
}

type AnyContext = CallContext<object, WebhookEvent>;

/** Makes attempts: finds the caller by its name, lets it call, ends it at the deadline, and writes down what happened. */
@Injectable()
export class AttemptRunner {
  private readonly running = new Map<AbortController, () => void>();

  constructor(
    private readonly plugins: PluginRegistry,
    private readonly sealer: Sealer,
    private readonly tracing: Tracing,
  ) {}

  /**
   * Makes one attempt. A failure is an outcome, not an exception.
   *
   * @throws AttemptInterrupted when {@link interrupt} ended it
   */
  async run(deliveryId: string, delivery: Delivery): Promise<AttemptOutcome> {
    if (!this.tracing.isOn) return this.attempt(deliveryId, delivery);
    const { caller, destination } = delivery.webhook;
    const attributes = {
      'netpulse.delivery_id': deliveryId,
      'netpulse.caller': caller,
      'netpulse.destination': destination,
    };
    const span = this.tracing.start('deliver webhook', 'client', attributes, delivery.traceparent);
    const outcome = await this.attempt(deliveryId, delivery, span?.traceparent);
    if (outcome.attempt.statusCode !== null)
      span?.set({ 'http.response.status_code': outcome.attempt.statusCode });
    span?.end(outcome.error?.code);
    return outcome;
  }

  private async attempt(
    deliveryId: string,
    { event, webhook: sealed }: Delivery,
    traceparent?: string,
  ): Promise<AttemptOutcome> {
    const begin = performance.now();
    const at = new Date().toISOString();
    const trace = new ExchangeTrace(begin);
    let webhook: Webhook | undefined;
    try {
      webhook = this.withOptions(this.open(sealed));
      const caller = this.callerNamed(webhook.name);
      const { statusCode, answer } = await this.call(caller, {
        event,
        webhook,
        deliveryId,
        trace,
        ...(traceparent === undefined ? {} : { traceparent }),
      });
      const attempt = {
        at,
        durationMs: since(begin),
        statusCode,
        answer: excerpt(answer, webhook),
        error: null,
        exchange: trace.record(),
      };
      return { attempt, error: null };
    } catch (thrown) {
      if (thrown instanceof AttemptInterrupted) throw thrown;
      const error = deliveryErrorOf(thrown, webhook);
      const attempt: Attempt = {
        at,
        durationMs: since(begin),
        statusCode: error.answered?.statusCode ?? null,
        answer: excerpt(error.answered?.answer ?? '', webhook),
        error: { code: error.code, message: error.message },
        exchange: trace.record(),
      };
      return { attempt, error };
    }
  }

  /** Ends all attempts that are being made: each `run` rejects with {@link AttemptInterrupted}. */
  interrupt(): void {
    for (const [controller, stop] of this.running) {
      stop();
      controller.abort();
    }
  }

  private open(sealed: Delivery['webhook']): Webhook {
    try {
      return openWebhook(sealed, this.sealer);
    } catch (cause) {
      const message = 'The webhook cannot be decrypted: it was stored under another NETPULSE_ENCRYPTION_KEY';
      throw new DeliveryError('unseal', message, null, { cause });
    }
  }

  /** Options as the caller's own class has them: with its defaults. */
  private withOptions(webhook: Webhook): Webhook {
    const dto = this.plugins.description('webhook-caller', webhook.name)?.parts.options;
    return dto ? { ...webhook, options: plainToInstance(dto, webhook.options) } : webhook;
  }

  private callerNamed(name: string): BaseWebhookCaller {
    const caller = this.plugins.find<BaseWebhookCaller>('webhook-caller', name);
    if (!caller) throw new DeliveryError('unknown_caller', 'This process has no webhook caller of that name');
    return caller;
  }

  private call(caller: BaseWebhookCaller, context: Omit<AnyContext, 'signal'>): Promise<Receipt> {
    const { timeoutSeconds } = context.webhook;
    const controller = new AbortController();
    return new Promise<Receipt>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        this.running.delete(controller);
        finish();
      };
      const expire = (): void => {
        const message = `The webhook's timeout of ${timeoutSeconds} s was over before the answer was complete`;
        const timeout = new DeliveryError('timeout', message);
        controller.abort(timeout);
        timer = setTimeout(settle, LAST_WORD_MS, () => reject(timeout));
      };
      let timer = setTimeout(expire, timeoutSeconds * 1_000);
      this.running.set(controller, () => settle(() => reject(new AttemptInterrupted())));
      outcomeOf(caller, { ...context, signal: controller.signal }).then(
        (receipt) => settle(() => resolve(receipt)),
        (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    });
  }
}

/** Async, so that what a caller throws at once is a rejection too. */
async function outcomeOf(caller: BaseWebhookCaller, context: AnyContext): Promise<Receipt> {
  const { event } = context;
  if (event.type !== 'batch.completed') return caller.call({ ...context, event });
  if (caller.callBatch) return caller.callBatch({ ...context, event });
  throw new DeliveryError('caller', 'The caller does not tell of batches');
}

function deliveryErrorOf(thrown: unknown, webhook: Webhook | undefined): DeliveryError {
  if (thrown instanceof DeliveryError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new DeliveryError('caller', `The caller failed: ${excerpt(text, webhook)}`, null, { cause: thrown });
}

function excerpt(text: string, webhook: Webhook | undefined): string {
  return webhook ? redact(text, webhook).slice(0, RECORDED_ANSWER_LENGTH) : '';
}

function since(begin: number): number {
  return Math.round(performance.now() - begin);
}
