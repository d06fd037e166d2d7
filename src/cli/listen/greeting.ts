import type { Paint } from '../terminal-text.js';

/**
 * What the person who starts it needs next: where it listens, and a webhook to paste into a job.
 *
 * @param secrets those that the sender is to sign with; a public key signs nothing
 */
export function greeting(url: string, secrets: readonly string[], answers: string, paint: Paint): string {
  const signing = secrets.filter((secret) => !secret.startsWith('whpk_'));
  const secret = signing.length > 1 ? signing : signing[0];
  const snippet = JSON.stringify({ webhook: { name: 'event', url, secret } }, null, 2)
    .split('\n')
    .slice(1, -1)
    .join('\n');
  return [
    `${paint('bold', `Listening on ${url}`)}  ${paint('dim', `(answers ${answers}; Ctrl-C stops)`)}`,
    '',
    'Put this into a job:',
    '',
    snippet,
    '',
  ].join('\n');
}
