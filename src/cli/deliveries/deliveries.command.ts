import { Command } from 'commander';
import { STATUS_CODES } from 'node:http';
import type { AttemptDto } from '../../webhooks/log/attempt.dto.js';
import type { DeliveryDto } from '../../webhooks/log/delivery.dto.js';
import { print, printJson, remark, told } from '../command-output.js';
import { ServiceClient } from '../service-client.js';
import { minute, table } from '../table.js';
import { harmless } from '../terminal-text.js';

interface ListOptions {
  readonly job?: string;
  readonly status?: string;
  readonly limit: string;
  readonly json?: true;
}

/** `netpulse deliveries`: the webhooks and their attempts. */
export function deliveriesCommand(): Command {
  return new Command('deliveries')
    .description('The webhooks that were sent, newest first.')
    .option('--job <id>', 'only those of this job or batch')
    .option('--status <status>', 'only these, such as failed or delivered')
    .option('--limit <count>', 'how many', '20')
    .option('--json', 'print the answer as JSON, with every attempt')
    .action(({ json, job, ...rest }: ListOptions, self: Command) =>
      told(self, async () => {
        const query = new URLSearchParams({ ...rest, ...(job === undefined ? {} : { job_id: job }) });
        const deliveries = await new ServiceClient().get<DeliveryDto[]>(`/webhooks/deliveries?${query}`);
        if (json) printJson(deliveries);
        else if (deliveries.length === 0) remark('No deliveries.');
        else print(table(['DELIVERY', 'TO', 'STATUS', 'QUEUED', 'LAST ATTEMPT'], deliveries.map(rowOf)));
      }),
    );
}

/** `netpulse resend`: sends a webhook once more. */
export function resendCommand(): Command {
  return new Command('resend')
    .description('Send a webhook again, with the same webhook-id.')
    .argument('<id>', 'the delivery')
    .option('--json', 'print the answer as JSON')
    .action((id: string, { json }: { json?: true }, self: Command) =>
      told(self, async () => {
        const path = `/webhooks/deliveries/${encodeURIComponent(id)}/resend`;
        const delivery = await new ServiceClient().post<DeliveryDto>(path, {});
        if (json) printJson(delivery);
        else print(`Delivery ${harmless(id)} is sent again.`);
      }),
    );
}

function rowOf({ id, destination, status, created_at: at, attempts }: DeliveryDto): string[] {
  const last = attempts.at(-1);
  return [id, harmless(destination), status, minute(at) ?? '-', last ? outcomeOf(last) : '-'];
}

/** What was answered, in words as well, or why there was no answer. */
function outcomeOf({ status_code: code, error }: AttemptDto): string {
  if (code === null) return error?.code ?? 'accepted';
  return `${code} ${STATUS_CODES[code] ?? ''}`.trim();
}
