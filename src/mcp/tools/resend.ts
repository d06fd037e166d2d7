import { z } from 'zod';
import { deliverySchema, toDeliveryAnswer } from './delivery-answer.js';
import { tool } from './tool.js';

const MOST_ID_LENGTH = 128;

export const resend = tool({
  name: 'resend',
  title: 'Send a webhook delivery again',
  description:
    'Sends a delivery again that has ended: the same event to the same destination under the same `webhook-id`, so that a ' +
    'receiver can tell that it knows it.',
  scopes: ['webhooks:write'],
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  isAudited: true,
  input: z.strictObject({ id: z.string().max(MOST_ID_LENGTH).describe('The id of the delivery.') }),
  output: deliverySchema,
  run: async ({ resends }, { id }, { note }) => {
    const record = await resends.resend(id);
    note.location = `/webhooks/deliveries/${record.id}`;
    return toDeliveryAnswer(record);
  },
});
