import { z } from 'zod';
import { deviceArguments } from './device-arguments.js';
import { jobSchema, toJobAnswer } from './job-answer.js';
import { submitJob } from './submit-job.js';
import { tool } from './tool.js';

const MOST_LINES = 10_000;

/** Changes a device. A scope of its own: who may submit jobs may not for that have a language model configure devices. */
export const pushConfig = tool({
  name: 'push_config',
  title: 'Change the configuration of a network device',
  description:
    'Enters configuration lines on a network device and returns what it answered. This changes the device: ' +
    'show the lines and the device to a person before, and read the configuration back after.',
  scopes: ['mcp:config'],
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  isAudited: true,
  input: z.strictObject({
    ...deviceArguments,
    config: z
      .union([z.string().min(1), z.array(z.string()).min(1).max(MOST_LINES)])
      .describe('Configuration: text, or a list of lines.'),
    driver_args: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'Options of the driver; for netmiko `{"save": true}`, or `{"commit": true}` where it commits.',
      ),
  }),
  output: jobSchema,
  run: async (rooms, { idempotency_key: idempotencyKey, wait_seconds: waitSeconds, ...request }, caller) =>
    toJobAnswer(await submitJob(rooms, request, { idempotencyKey, waitSeconds }, caller)),
});
