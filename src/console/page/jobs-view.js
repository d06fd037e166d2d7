import { el } from './element.js';
import { duration, shortId, shortTime } from './format.js';
import { ListView } from './list-view.js';
import { linkTo } from './route.js';
import { statusBadge } from './status.js';
import { Toolbar } from './toolbar.js';

/** @typedef {import('../../jobs/job.dto.js').JobDto} Job */

const STATUSES = ['queued', 'started', 'finished', 'failed', 'canceled', 'expired'];

/** @type {import('./list-view.js').ListKind<Job>} */
const JOBS = {
  noun: 'job',
  nouns: 'jobs',
  label: 'Jobs, newest first',
  name: 'jobs',
  path: 'jobs',
  // A job comes with all that its device said, which can be long.
  pageSize: 25,
  queryOf: ({ status, host }) => ({ status, host }),
  isSettled: ({ ended_at }) => ended_at !== null,
  textOf: ({ id, status, device_name, command, worker, result }) =>
    [id, status, device_name, ...command, worker ?? '', result?.error?.message ?? ''].join('\n'),
  linkOf: (job) => ({
    href: linkTo({ view: 'jobs', open: job.id }),
    label: `${job.status}: ${job.command[0] ?? ''} on ${job.device_name} at ${shortTime(job.created_at)}`,
  }),
  emptyTitle: 'No jobs yet',
  emptyHint: 'Submit one with POST /jobs, from a script or from Swagger UI at /docs.',
  columns: [
    {
      title: 'Status',
      name: 'c-status',
      value: ({ status }) => status,
      content: ({ status }) => [statusBadge(status)],
    },
    {
      title: 'Device',
      name: 'c-main',
      value: ({ device_name }) => device_name,
      content: ({ device_name }) => [el('span', { class: 'mono', title: device_name }, device_name)],
    },
    {
      title: 'Sent to the device',
      name: 'c-command',
      value: ({ command }) => [command[0], command.length],
      content: ({ command }) => [
        el('span', { class: 'mono', title: command.slice(0, 20).join('\n') }, command[0] ?? ''),
        command.length > 1 && el('span', { class: 'more' }, ` +${command.length - 1}`),
      ],
    },
    {
      title: 'Job',
      name: 'c-id',
      value: ({ id }) => id,
      content: ({ id }) => [el('span', { class: 'mono', title: id }, shortId(id))],
    },
    {
      title: 'Waited',
      name: 'c-wait',
      value: ({ queue_time }) => queue_time,
      content: ({ queue_time }) => [secondsText(queue_time)],
    },
    {
      title: 'Took',
      name: 'c-took',
      value: (job) => job.duration,
      content: (job) => [secondsText(job.duration)],
    },
    {
      title: 'Created',
      name: 'c-time',
      value: ({ created_at }) => shortTime(created_at),
      content: ({ created_at }) => [
        el('time', { datetime: created_at, title: created_at }, shortTime(created_at)),
      ],
    },
  ],
};

/**
 * The list of jobs.
 *
 * @param {import('./app.js').App} app
 */
export function jobsView(app) {
  const toolbar = new Toolbar('Filter jobs', [
    { name: 'status', label: 'Status', options: STATUSES },
    { name: 'host', label: 'Host', hint: 'The host of a device, as the request named it' },
    {
      name: 'text',
      label: 'Search',
      hint: 'Looks through id, device, commands and error of what is loaded',
      isSearch: true,
    },
  ]);
  return new ListView(JOBS, app, toolbar);
}

/** @param {number | null} seconds */
function secondsText(seconds) {
  return seconds === null ? '–' : duration(seconds * 1_000);
}
