import { el } from './element.js';
import { duration, shortId, shortTime } from './format.js';
import { ListView } from './list-view.js';
import { outcomeOf, outcomeWords } from './outcome.js';
import { linkTo } from './route.js';
import { statusBadge } from './status.js';
import { Toolbar } from './toolbar.js';

/**
 * @typedef {import('../../webhooks/log/delivery.dto.js').DeliveryDto} Delivery
 * @typedef {Delivery['attempts'][number]} Attempt
 */

const WHOLE_ID_LENGTH = 36;

/** @type {import('./list-view.js').ListKind<Delivery>} */
const DELIVERIES = {
  noun: 'delivery',
  nouns: 'deliveries',
  label: 'Deliveries, newest first',
  name: 'deliveries',
  path: 'webhooks/deliveries',
  pageSize: 50,
  queryOf: ({ status, caller, job }) => ({ status, caller, job_id: isWhole(job) ? job : '' }),
  // The API finds whole ids only, and this list shows their beginnings.
  isMeant: ({ job_id }, { job }) => job_id.startsWith(job.toLowerCase()),
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
      value: ({ attempts }) => outcomeWords(attempts.at(-1)),
      content: ({ attempts }) => [outcomeElement(attempts.at(-1))],
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
    {
      name: 'job',
      label: 'Job id',
      hint: 'A whole id finds any job, the beginning of one those that are loaded',
    },
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
 * The words give way first where there is little room: see table.css.
 *
 * @param {Attempt | undefined} last
 */
function outcomeElement(last) {
  const { code, words } = outcomeOf(last);
  return el(
    'span',
    { class: last?.error ? 'answer is-bad' : 'answer', title: outcomeWords(last) },
    code,
    code !== '' && words !== '' ? el('span', { class: 'reason' }, ` ${words}`) : words,
  );
}

/** @param {Pick<Delivery, 'event'>} delivery */
export function eventWord({ event }) {
  return event.replace('.', ' ');
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

/** @param {string} jobId */
function isWhole(jobId) {
  return jobId.length >= WHOLE_ID_LENGTH;
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === 'string';
}
