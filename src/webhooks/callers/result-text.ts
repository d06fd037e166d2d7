import type { BatchEvent, JobEvent } from '../job-event.js';

/**
 * A job's result as one text: the error message when there was an error; the device's text as it came for one command or
 * for configuration; JSON text of an object, command to output, for several
 * commands. A command that was given twice keeps its last output.
 */
export function resultText({ result, operation, commands }: JobEvent): string {
  if (result.error) return result.error.message;
  if (operation === 'config' || commands.length <= 1)
    return result.outputs.map(({ stdout }) => stdout).join('\n');
  return JSON.stringify(Object.fromEntries(result.outputs.map(({ command, stdout }) => [command, stdout])));
}

/** How a batch ended, as one sentence. */
export function batchText({ total, counts }: BatchEvent): string {
  const { finished, failed, canceled, expired } = counts;
  return `${total} jobs ended: ${finished} finished, ${failed} failed, ${canceled} canceled, ${expired} expired`;
}
