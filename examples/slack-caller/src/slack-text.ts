import type { JobEvent } from 'netpulse/plugin';

const SIGNS = {
  finished: ':white_check_mark:',
  failed: ':x:',
  canceled: ':no_entry:',
  expired: ':hourglass:',
};

/** One line for people: how the job on which device ended, and why when it did not end well. */
export function slackText(event: JobEvent): string {
  const { status, device, deviceName, result } = event;
  const reason = result.error ? `: ${result.error.message}` : '';
  return escaped(`${SIGNS[status]} ${deviceName ?? device.host}: ${operationOf(event)} ${status}${reason}`);
}

/** Configuration may hold passwords: how much it was is enough. */
function operationOf({ operation, commands }: JobEvent): string {
  if (operation === 'config') return `configuration (${commands.length} lines)`;
  const [first = ''] = commands;
  return commands.length > 1 ? `"${first}" and ${commands.length - 1} more` : `"${first}"`;
}

/** Slack reads `&`, `<` and `>` as its own: a device's words could become links or mentions. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
