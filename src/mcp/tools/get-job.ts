import { z } from 'zod';
import { DEFAULT_CHARS, jobSchema, MOST_CHARS, toJobAnswer } from './job-answer.js';
import { tool } from './tool.js';

const LEAST_CHARS = 100;
const MOST_ID_LENGTH = 64;
const MOST_WAIT_SECONDS = 300;

export const getJob = tool({
  name: 'get_job',
  title: 'Read a job',
  description:
    'Reads a job and what its device printed: its state, its end, or the part of a long output that was cut off before.',
  scopes: ['jobs:read'],
  annotations: { readOnlyHint: true, openWorldHint: false },
  isAudited: false,
  input: z.strictObject({
    id: z.string().max(MOST_ID_LENGTH).describe('The id of the job.'),
    wait_seconds: z.int().min(0).max(MOST_WAIT_SECONDS).default(0).describe('How long to wait for its end.'),
    output_index: z.int().min(0).optional().describe('Only this output.'),
    offset: z.int().min(0).default(0).describe('Where to begin, in characters of that output.'),
    max_chars: z
      .int()
      .min(LEAST_CHARS)
      .max(MOST_CHARS)
      .default(DEFAULT_CHARS)
      .describe('How much to read at most.'),
  }),
  output: jobSchema,
  run: async (
    { jobs },
    { id, wait_seconds: wait, output_index: index, offset, max_chars: maxChars },
    { actor },
  ) => toJobAnswer(await jobs.get(id, actor, wait), { index, offset, maxChars }),
});
