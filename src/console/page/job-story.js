import { el } from './element.js';
import { copyable, factList } from './facts.js';
import { duration, shortTime } from './format.js';
import { longText } from './long-text.js';
import { statusBadge } from './status.js';

/**
 * @typedef {import('../../jobs/job.dto.js').JobDto} Job
 * @typedef {import('../../jobs/job.dto.js').CommandResultDto} CommandResult
 */

/**
 * What is known of a job beside what was said.
 *
 * @param {Job} job
 */
export function jobFacts(job) {
  return factList([
    ['Status', statusBadge(job.status)],
    ['Device', el('span', { class: 'mono' }, job.device_name)],
    ['Job', copyable(job.id, 'job id')],
    ['Created', moment(job.created_at)],
    ['Started', job.started_at === null ? 'not yet' : moment(job.started_at)],
    ['Ended', job.ended_at === null ? 'not yet' : moment(job.ended_at)],
    ['Took', job.duration === null ? '–' : duration(job.duration * 1_000)],
    ['Worker', el('span', { class: 'mono' }, job.worker ?? '–')],
  ]);
}

/**
 * What was sent to the device, and what came back.
 *
 * @param {Job} job
 */
export function jobStory(job) {
  const { result, command } = job;
  const answered = result?.retval ?? [];
  const isConfig = answered.length === 1 && command.length > 1;
  const unanswered = isConfig ? [] : command.slice(answered.length);
  return el(
    'div',
    { class: 'story' },
    result?.error &&
      el('p', { class: 'job-error' }, el('strong', {}, result.error.type), ` ${result.error.message}`),
    ...answered.map(commandElement),
    unanswered.length > 0 &&
      el(
        'div',
        { class: 'command' },
        el(
          'p',
          { class: 'muted' },
          job.ended_at === null ? 'Not answered yet:' : 'Not sent, or not answered:',
        ),
        longText(unanswered.join('\n'), 'Commands without an answer'),
      ),
  );
}

/** @param {CommandResult} result */
function commandElement({ command, stdout, stderr, exit_status, metadata }) {
  const isRejected = exit_status !== 0;
  return el(
    'section',
    { class: isRejected ? 'command is-rejected' : 'command' },
    el('h4', { class: 'mono' }, command),
    el(
      'p',
      { class: 'muted' },
      isRejected ? 'rejected by the device, ' : '',
      duration(metadata.duration_seconds * 1_000),
      metadata.session_reused ? ', on a session that was open already' : '',
    ),
    stdout === ''
      ? el('p', { class: 'muted' }, 'The device said nothing.')
      : longText(stdout, `Output of ${command}`),
    stderr !== '' && longText(stderr, `Error output of ${command}`),
  );
}

/** @param {string} iso */
function moment(iso) {
  return el('time', { datetime: iso, title: iso }, shortTime(iso));
}
