import { ApiError } from './api.js';
import { DetailFrame } from './detail-frame.js';
import { el } from './element.js';
import { shortTime } from './format.js';
import { jobFacts, jobStory } from './job-story.js';
import { outcomeWords } from './outcome.js';
import { linkTo } from './route.js';
import { statusBadge } from './status.js';

/**
 * @typedef {import('../../jobs/job.dto.js').JobDto} Job
 * @typedef {import('../../webhooks/log/delivery.dto.js').DeliveryDto} Delivery
 */

/** One job: what was sent to the device, what came back, and who was told. */
export class JobDetail {
  #app;
  #frame;
  #onRead;
  /** @type {Job | null} */
  #job = null;
  #deliveriesText = '';
  #maySeeNoDeliveries = false;
  #story = el('section', { 'aria-label': 'Commands' });
  #deliveries = el('section', { 'aria-label': 'Deliveries' });
  #facts = el('section', { 'aria-label': 'Job' });

  /**
   * @param {import('./app.js').App} app
   * @param {string} id
   * @param {(job: Job) => void} onRead
   */
  constructor(app, id, onRead) {
    this.#app = app;
    this.id = id;
    this.#onRead = onRead;
    this.#frame = new DetailFrame(app, 'Job', []);
    this.#frame.body.append(this.#story, this.#deliveries, this.#facts);
    this.element = this.#frame.element;
  }

  focus() {
    this.#frame.focus();
  }

  tick() {}

  /** @param {Job} job */
  show(job) {
    if (JSON.stringify(job) === JSON.stringify(this.#job)) return;
    this.#job = job;
    this.#frame.title(job.command[0] ?? 'Job', statusBadge(job.status), `on ${job.device_name}`);
    this.#story.replaceChildren(el('h3', {}, 'On the device'), jobStory(job));
    this.#facts.replaceChildren(el('h3', {}, 'Job'), jobFacts(job));
  }

  /** @param {AbortSignal} signal */
  async refresh(signal) {
    try {
      // A job that has ended is what it is for good, and may be large.
      if (this.#job === null || this.#job.ended_at === null) {
        /** @type {import('./api.js').Answer<Job>} */
        const { body } = await this.#app.api.get(`jobs/${encodeURIComponent(this.id)}`, {}, signal);
        this.#onRead(body);
        this.show(body);
      }
      await this.#readDeliveries(signal);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      this.#frame.gone('This job is not there', 'It was forgotten after its time, or never was.');
    }
  }

  /** @param {AbortSignal} signal */
  async #readDeliveries(signal) {
    if (this.#maySeeNoDeliveries) return;
    /** @type {Delivery[]} */
    let body;
    try {
      ({ body } = await this.#app.api.get('webhooks/deliveries', { job_id: this.id }, signal));
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== 'forbidden') throw error;
      this.#maySeeNoDeliveries = true;
      this.#deliveries.replaceChildren(
        el('h3', {}, 'Who was told'),
        el('p', { class: 'muted' }, `Not shown: ${error.message}`),
      );
      return;
    }
    if (JSON.stringify(body) === this.#deliveriesText) return;
    this.#deliveriesText = JSON.stringify(body);
    this.#deliveries.replaceChildren(
      el('h3', {}, 'Who was told'),
      body.length === 0
        ? el('p', { class: 'muted' }, 'Nobody: it named no webhook, or has not ended yet.')
        : el('ul', { class: 'told' }, ...body.map(toldElement)),
    );
  }
}

/** @param {Delivery} delivery */
function toldElement(delivery) {
  const { id, destination, status, attempts, created_at } = delivery;
  return el(
    'li',
    {},
    statusBadge(status),
    el('a', { class: 'mono', href: linkTo({ view: 'deliveries', open: id }) }, destination),
    el('span', { class: 'muted' }, outcomeWords(attempts.at(-1))),
    el('time', { class: 'muted', datetime: created_at, title: created_at }, shortTime(created_at)),
  );
}
