import { z } from 'zod';
import { invalid } from '../../problems/problem.js';
import { whyNotReading } from '../reading-commands.js';
import { deviceArguments } from './device-arguments.js';
import { jobSchema, toJobAnswer } from './job-answer.js';
import { submitJob } from './submit-job.js';
import { tool } from './tool.js';

const MOST_COMMANDS = 50;
const MOST_COMMAND_LENGTH = 1_000;
const command = z.string().min(1).max(MOST_COMMAND_LENGTH);

/** Runs commands that only ask. It takes no configuration, no template and no options of a driver: each could change a device. */
export const runCommand = tool({
  name: 'run_command',
  title: 'Run a read-only command on a network device',
  description:
    'Runs one or several commands that only ask (such as "show version", "display interface", "ping 192.0.2.1") on a ' +
    'network device and returns what it printed. Commands are written in full; others than the operator allows are refused.',
  scopes: ['mcp:commands', 'jobs:write'],
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  isAudited: true,
  input: z.strictObject({
    ...deviceArguments,
    command: z
      .union([command, z.array(command).min(1).max(MOST_COMMANDS)])
      .describe('Command, or commands run in turn on one session.'),
    parsing: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Makes structured data of the output: `{"name": "textfsm"}`.'),
  }),
  output: jobSchema,
  run: async (rooms, { idempotency_key: idempotencyKey, wait_seconds: waitSeconds, ...request }, caller) => {
    const errors = [request.command].flat().flatMap((text) => {
      const message = whyNotReading(text, rooms.readingCommands);
      return message === undefined ? [] : [{ field: 'command', message }];
    });
    if (errors.length > 0) throw invalid(errors);
    return toJobAnswer(await submitJob(rooms, request, { idempotencyKey, waitSeconds }, caller));
  },
});
