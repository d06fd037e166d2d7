import { el } from './element.js';
import { duration, shortId, shortTime } from './format.js';
import { ListView } from './list-view.js';
import { linkTo } from './route.js';
import { statusBadge } from './status.js';
import { Toolbar } from './toolbar.js';

/**
 * @typedef {import('../../webhooks/log/delivery.dto.js').DeliveryDto} Delivery
 * @typedef {Delivery['attempts'][number]} Attempt
 */

/** @type {import('./list-view.js').ListKind<Delivery>} */
const DELIVERIES = {
  noun: 'delivery',
  nouns: 'deliveries',
  label: 'Deliveries, newest first',
  name: 'deliveries',
  path: 'webhooks/deliveries',
  pageSize: 50,
  queryOf: ({ status, caller, job }) => ({ status, caller, job_id: job }),
  textOf: (delivery) =>
    [...Object.values(delivery).filter(isText), ...delivery.attempts.map(attemptText)].join('\n'),
  linkOf: (delivery) => ({
    href: linkTo({ view: 'deliveries', open: delivery.id }),
    label: `${delivery.status}: ${eventWord(delivery)} to ${delivery.destination} at ${shortTime(delivery.created_at)}`,
  }),
  emptyTitle: 'No deliveries yet',
  emptyHint: 'Submit a job with a "webhook", and its delivery appears here the moment it leaves.',
  columns: [
    {
      title: 'Status',
      name: 'c-status',
      value: ({ status }) => status,
      content: ({ status }) => [statusBadge(status)],
    },
    {
      title: 'Destination',
      name: 'c-main',
      value: ({ destination }) => destination,
      content: ({ destination }) => [el('span', { class: 'mono', title: destination }, destination)],
    },
    {
      title: 'Answer',
      name: 'c-answer',
      value: ({ attempts }) => outcomeWord(attempts.at(-1)),
      content: ({ attempts }) => [
        el(
          'span',
          { class: attempts.at(-1)?.error ? 'answer is-bad' : 'answer' },
          outcomeWord(attempts.at(-1)),
        ),
      ],
    },
    {
      title: 'Event',
      name: 'c-event',
      value: ({ event }) => event,
      content: (delivery) => [eventWord(delivery)],
    },
    { title: 'Caller', name: 'c-caller', value: ({ caller }) => caller, content: ({ caller }) => [caller] },
    {
      title: 'Job',
      name: 'c-id',
      value: ({ job_id }) => job_id,
      content: ({ job_id }) => [el('span', { class: 'mono', title: job_id }, shortId(job_id))],
    },
    {
      title: 'Tries',
      name: 'c-count',
      value: ({ attempts }) => attempts.length,
      content: ({ attempts }) => [attempts.length],
    },
    {
      title: 'Took',
      name: 'c-took',
      value: ({ attempts }) => attempts.at(-1)?.duration_ms ?? null,
      content: ({ attempts }) => [lastDuration(attempts)],
    },
    {
      title: 'Queued',
      name: 'c-time',
      value: ({ created_at }) => shortTime(created_at),
      content: ({ created_at }) => [
        el('time', { datetime: created_at, title: created_at }, shortTime(created_at)),
      ],
    },
  ],
};

/**
 * The list of deliveries.
 *
 * @param {import('./app.js').App} app
 */
export function deliveriesView(app) {
  const toolbar = new Toolbar('Filter deliveries', [
    { name: 'status', label: 'Status', options: ['pending', 'retrying', 'delivered', 'failed'] },
    { name: 'caller', label: 'Caller', options: [] },
    { name: 'job', label: 'Job id', hint: 'The whole id of a job' },
    {
      name: 'text',
      label: 'Search',
      hint: 'Looks through destination, error, answer and ids of what is loaded',
      isSearch: true,
    },
  ]);
  const view = new ListView(DELIVERIES, app, toolbar);
  return { view, setCallers: (/** @type {string[]} */ names) => toolbar.setOptions('caller', names) };
}

/**
 * How an attempt ended, in a word or two.
 *
 * @param {Attempt | undefined} attempt
 */
export function outcomeWord(attempt) {
  if (!attempt) return '–';
  const { status_code: code, error } = attempt;
  if (!error) return code === null ? 'accepted' : String(code);
  if (error.code === 'http_status' && code !== null) return String(code);
  const words = error.code.replaceAll('_', ' ');
  return code === null ? words : `${code} ${words}`;
}

/** @param {Pick<Delivery, 'event'>} delivery */
export function eventWord({ event }) {
  return event.replace('job.', 'job ');
}

/** @param {readonly Attempt[]} attempts */
function lastDuration(attempts) {
  const last = attempts.at(-1);
  return last ? duration(last.duration_ms) : '–';
}

/** @param {Attempt} attempt */
function attemptText({ answer, error, status_code }) {
  return `${status_code ?? ''} ${error?.code ?? ''} ${error?.message ?? ''} ${answer}`;
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === 'string';
}
