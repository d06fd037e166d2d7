import { z } from 'zod';
import { JOB_STATUSES } from '../../jobs/job-outcome.js';
import { toJobDto } from '../../jobs/job.mapper.js';
import { SEEN_DEVICES_CURSOR, type SeenDevice } from '../../jobs/seen-devices.js';
import { tool } from './tool.js';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;

const deviceSchema = z.object({
  host: z.string(),
  device_name: z.string(),
  driver: z.string(),
  device_type: z.string().nullable(),
  port: z.number(),
  last_job: z.object({
    id: z.string(),
    status: z.enum(JOB_STATUSES),
    operation: z.enum(['command', 'config', 'test']),
    created_at: z.string(),
    ended_at: z.string().nullable(),
    error_type: z.string().nullable(),
  }),
});

export const listDevicesSeen = tool({
  name: 'list_devices_seen',
  title: 'List the devices that jobs were run on',
  description:
    'Lists the hosts of all jobs that are still kept, the one with the newest job first, each with that job and how it ' +
    'ended. This is what NetPulse has talked to, not an inventory.',
  scopes: ['jobs:read'],
  annotations: { readOnlyHint: true, openWorldHint: false },
  isAudited: false,
  input: z.strictObject({
    limit: z.int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
    cursor: z.string().regex(SEEN_DEVICES_CURSOR).optional().describe('`next_cursor` of the page before.'),
  }),
  output: z.object({ devices: z.array(deviceSchema), next_cursor: z.string().nullable() }),
  run: async ({ devices: seen }, { limit, cursor }, { actor }) => {
    const { devices, nextCursor } = await seen.page(actor, limit, cursor);
    return { devices: devices.map(toDevice), next_cursor: nextCursor };
  },
});

function toDevice({ host, lastJob }: SeenDevice): z.input<typeof deviceSchema> {
  const { id, status, created_at, ended_at, device_name, result } = toJobDto(lastJob);
  const { driver, device, operation } = lastJob.data;
  return {
    host,
    device_name,
    driver,
    device_type: device.deviceType,
    port: device.port,
    last_job: { id, status, operation, created_at, ended_at, error_type: result?.error?.type ?? null },
  };
}
