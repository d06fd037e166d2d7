import type { Attempt } from '../delivery/delivery.js';
import { parseDestination } from '../destination.js';
import { subjectOf } from '../job-event.js';
import type { ExchangeRecord } from '../http/exchange-trace.js';
import type { AttemptDto, AttemptTimingDto } from './attempt.dto.js';
import type { DeliveryDto, DeliveryListQueryDto } from './delivery.dto.js';
import type { DeliveryRecord } from './delivery-record.js';
import type { DeliveryFilter } from './delivery-scan.js';

export function toDeliveryDto(record: DeliveryRecord): DeliveryDto {
  return {
    id: record.id,
    job_id: subjectOf(record.event),
    subscription_id: record.subscriptionId ?? null,
    event: record.event.type,
    caller: record.webhook.caller,
    destination: record.webhook.destination,
    status: record.status,
    created_at: isoTime(record.createdAt),
    ended_at: record.endedAt === null ? null : isoTime(record.endedAt),
    next_attempt_at: record.nextAttemptAt === null ? null : isoTime(record.nextAttemptAt),
    attempts: record.attempts.map(toAttemptDto),
  };
}

export function toAttemptDto({ at, durationMs, statusCode, answer, error, exchange }: Attempt): AttemptDto {
  return {
    at,
    duration_ms: durationMs,
    status_code: statusCode,
    answer,
    error,
    address: exchange && exchange.address,
    connection_reused: exchange && exchange.isReused,
    timing: exchange && toTimingDto(exchange),
    request_headers: exchange && { ...exchange.headers },
  };
}

function toTimingDto({ dnsMs, connectMs, tlsMs, firstByteMs }: ExchangeRecord): AttemptTimingDto {
  return { dns_ms: dnsMs, connect_ms: connectMs, tls_ms: tlsMs, first_byte_ms: firstByteMs };
}

/** What a request looks for; a destination is found as WHATWG URL writes it, without a slash behind it. */
export function toFilter(
  query: Pick<DeliveryListQueryDto, 'status' | 'caller' | 'destination' | 'since' | 'until'>,
): DeliveryFilter {
  const { status, caller, destination, since, until } = query;
  return {
    ...(status === undefined ? {} : { status }),
    ...(caller === undefined ? {} : { caller }),
    ...(destination === undefined
      ? {}
      : { destination: parseDestination(destination)?.origin ?? destination }),
    ...(since === undefined ? {} : { since: Date.parse(since) }),
    ...(until === undefined ? {} : { until: Date.parse(until) }),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
