import { z } from 'zod';
import { CURSOR_PATTERN } from '../../webhooks/log/delivery-listing.js';
import { DELIVERY_STATUSES } from '../../webhooks/log/delivery-record.js';
import { DEFAULT_PAGE_SIZE, DeliveryListQueryDto, MAX_PAGE_SIZE } from '../../webhooks/log/delivery.dto.js';
import { toFilter } from '../../webhooks/log/delivery.mapper.js';
import { invalid } from '../../problems/problem.js';
import { validatePart } from '../../problems/validation.js';
import { deliverySchema, toDeliveryAnswer } from './delivery-answer.js';
import { tool } from './tool.js';

export const listDeliveries = tool({
  name: 'list_deliveries',
  title: 'List webhook deliveries',
  description:
    'Lists what was told to other systems by webhook, newest first: where to, how often it was tried, and what went wrong.',
  scopes: ['webhooks:read'],
  annotations: { readOnlyHint: true, openWorldHint: false },
  isAudited: false,
  input: z.strictObject({
    job_id: z.string().optional().describe('Only those of this job, or batch.'),
    status: z.enum(DELIVERY_STATUSES).optional(),
    caller: z.string().optional().describe('Only those by this caller, such as `basic`.'),
    destination: z.string().optional().describe('Only those to this scheme, host and port.'),
    since: z.string().optional().describe('Only those queued at or after this moment (ISO 8601).'),
    until: z.string().optional().describe('Only those queued at or before this moment (ISO 8601).'),
    limit: z.int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
    cursor: z.string().regex(CURSOR_PATTERN).optional().describe('`next_cursor` of the page before.'),
  }),
  output: z.object({ deliveries: z.array(deliverySchema), next_cursor: z.string().nullable() }),
  run: async (rooms, { limit, ...args }) => {
    const query = validatePart(DeliveryListQueryDto, args, '');
    if (!query.ok) throw invalid(query.errors);
    const { job_id: jobId, cursor } = query.value;
    const filter = { ...toFilter(query.value), ...(jobId === undefined ? {} : { jobId }) };
    const { deliveries, nextCursor } = await rooms.deliveries.page(filter, limit, cursor);
    return { deliveries: deliveries.map(toDeliveryAnswer), next_cursor: nextCursor };
  },
});
