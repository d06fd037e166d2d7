import { z } from 'zod';

const MOST_WAIT_SECONDS = 300;
const DEFAULT_WAIT_SECONDS = 30;
const DAY_SECONDS = 86_400;
const MOST_NAME_LENGTH = 255;

/** The arguments by which a job's device is reached: the fields of POST /jobs, under their names and their rules. */
export const deviceArguments = {
  driver: z
    .string()
    .default('netmiko')
    .describe('How to talk to the device: netmiko (CLI over SSH), pyeapi, napalm, netconf, snmp, paramiko.'),
  connection_args: z
    .record(z.string(), z.unknown())
    .describe(
      'How to reach the device; for netmiko `{"device_type": "cisco_ios", "host": "192.0.2.1"}`, `port` where it is not 22. ' +
        'Leave the login out and name a `credential` instead: a password here is part of the conversation.',
    ),
  credential: z
    .strictObject({ name: z.string(), ref: z.string() })
    .optional()
    .describe('Stored login that the worker takes: `{"name": "env", "ref": "LAB"}`. Better than a password.'),
  device_name: z
    .string()
    .max(MOST_NAME_LENGTH)
    .optional()
    .describe('A name for the device; default its host.'),
  execution_timeout: z.int().min(1).max(DAY_SECONDS).optional().describe('Seconds that it may run.'),
  idempotency_key: z
    .string()
    .max(MOST_NAME_LENGTH)
    .optional()
    .describe('Take a new one for each thing to do, and the same to repeat a call whose answer was lost.'),
  wait_seconds: z
    .int()
    .min(0)
    .max(MOST_WAIT_SECONDS)
    .default(DEFAULT_WAIT_SECONDS)
    .describe('How long to wait for the end. A job that takes longer goes on: read it with get_job.'),
};
