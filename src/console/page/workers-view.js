import { DataTable } from './data-table.js';
import { el, icon } from './element.js';
import { duration, shortTime } from './format.js';
import { statusBadge } from './status.js';

/** @typedef {import('../../fleet/worker.dto.js').WorkerDto & { id: string }} Worker */

/** @type {readonly import('./data-table.js').Column<Worker>[]} */
const COLUMNS = [
  {
    title: 'Status',
    name: 'c-status',
    value: ({ status }) => status,
    content: ({ status }) => [statusBadge(status)],
  },
  {
    title: 'Worker',
    name: 'c-main',
    value: ({ name }) => name,
    content: ({ name }) => [el('span', { class: 'mono', title: name }, name)],
  },
  {
    title: 'Running',
    name: 'c-load',
    value: ({ jobs_running, concurrency }) => [jobs_running, concurrency],
    content: ({ jobs_running, concurrency }) => [
      el('meter', {
        min: 0,
        max: concurrency,
        value: jobs_running,
        'aria-label': `${jobs_running} of ${concurrency} jobs at once`,
      }),
      ` ${jobs_running} of ${concurrency}`,
    ],
  },
  {
    title: 'Done',
    name: 'c-done',
    value: (worker) => worker.jobs_done,
    content: ({ jobs_done }) => [jobs_done],
  },
  {
    title: 'Failed',
    name: 'c-failed',
    value: (worker) => worker.jobs_failed,
    content: ({ jobs_failed }) => [jobs_failed],
  },
  {
    title: 'Sessions',
    name: 'c-sessions',
    value: ({ open_sessions }) => open_sessions,
    content: ({ open_sessions }) => [open_sessions],
  },
  {
    title: 'Queues',
    name: 'c-queues',
    value: ({ queues }) => queues,
    content: ({ queues }) => [queues.join(', ')],
  },
  {
    title: 'Process',
    name: 'c-process',
    value: ({ hostname, pid }) => [hostname, pid],
    content: ({ hostname, pid }) => [`${hostname}, pid ${pid}`],
  },
  {
    title: 'Up since',
    name: 'c-time',
    value: ({ started_at }) => shortTime(started_at),
    content: ({ started_at }) => [
      el('time', { datetime: started_at, title: upText(started_at) }, shortTime(started_at)),
    ],
  },
];

/** The live workers. There are few, and nothing more is known of one than its row. */
export class WorkersView {
  #app;
  /** @type {DataTable<Worker>} */
  #table = new DataTable({ label: 'Live workers', name: 'workers', columns: COLUMNS });
  #empty = el(
    'div',
    { class: 'empty', hidden: true },
    icon('inbox'),
    el('h2', {}, 'No worker is alive'),
    el('p', {}, 'Jobs are taken and wait until one starts.'),
  );

  /** @param {import('./app.js').App} app */
  constructor(app) {
    this.#app = app;
    const scroller = el('div', { class: 'scroller' }, this.#table.element, this.#empty);
    this.element = el('div', { class: 'list' }, scroller);
  }

  show() {}

  /** @param {AbortSignal} signal */
  async refresh(signal) {
    /** @type {import('./api.js').Answer<import('../../fleet/worker.dto.js').WorkerDto[]>} */
    const { body } = await this.#app.api.get('workers', {}, signal);
    this.#table.show(body.map((worker) => ({ ...worker, id: worker.name })));
    this.#table.element.hidden = body.length === 0;
    this.#empty.hidden = body.length > 0;
  }

  focusRow() {
    return false;
  }
}

/** @param {string} startedAt */
function upText(startedAt) {
  return `${startedAt}, for ${duration(Date.now() - Date.parse(startedAt))}`;
}
