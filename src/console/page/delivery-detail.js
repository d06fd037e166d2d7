import { ApiError } from './api.js';
import { AttemptList } from './attempt-list.js';
import { DetailFrame } from './detail-frame.js';
import { eventWord } from './deliveries-view.js';
import { el, icon, setText } from './element.js';
import { copyable, factList } from './facts.js';
import { counted, shortTime, until } from './format.js';
import { jobFacts, jobStory } from './job-story.js';
import { linkTo } from './route.js';
import { statusBadge } from './status.js';

/**
 * @typedef {import('../../webhooks/log/delivery.dto.js').DeliveryDto} Delivery
 * @typedef {import('../../jobs/job.dto.js').JobDto} Job
 */

/** One delivery: its attempts, the job behind it, and the button that sends it again. */
export class DeliveryDetail {
  #app;
  #frame;
  #attempts = new AttemptList();
  #attemptsTitle = el('h3', {}, 'Attempts');
  #next = el('p', { class: 'next', hidden: true });
  #resend;
  #note = el('p', { class: 'note', role: 'status' });
  /** @type {Delivery | null} */
  #delivery = null;
  #hasJob = false;

  /**
   * @param {import('./app.js').App} app
   * @param {string} id
   * @param {(delivery: Delivery) => void} onRead
   */
  constructor(app, id, onRead) {
    this.#app = app;
    this.id = id;
    this.#onRead = onRead;
    this.#resend = el(
      'button',
      { type: 'button', class: 'button primary', disabled: true, onclick: () => void this.#sendAgain() },
      icon('again'),
      'Resend',
    );
    this.#frame = new DetailFrame(app, 'Delivery', [this.#resend]);
    this.#frame.body.append(this.#note);
    this.element = this.#frame.element;
  }

  /** @type {(delivery: Delivery) => void} */
  #onRead;

  focus() {
    this.#frame.focus();
  }

  /**
   * Shows what is known from the list, before anything is asked.
   *
   * @param {Delivery} delivery
   */
  show(delivery) {
    const isFirst = this.#delivery === null;
    const isSame = JSON.stringify(delivery) === JSON.stringify(this.#delivery);
    this.#delivery = delivery;
    if (isFirst) this.#build();
    this.tick();
    if (isSame) return;
    const { destination, status, attempts } = delivery;
    this.#frame.title(destination, statusBadge(status), `${eventWord(delivery)}, by ${delivery.caller}`);
    this.#facts.replaceChildren(deliveryFacts(delivery));
    setText(
      this.#attemptsTitle,
      attempts.length === 0 ? 'No attempt yet' : counted(attempts.length, 'attempt'),
    );
    this.#attempts.show(attempts);
    const isUnderWay = status === 'pending' || status === 'retrying';
    this.#resend.disabled = isUnderWay;
    this.#resend.title = isUnderWay
      ? 'It is under way; it can be sent again when it has ended.'
      : 'Sends the same event to the same destination again';
  }

  /** @param {AbortSignal} signal */
  async refresh(signal) {
    try {
      /** @type {import('./api.js').Answer<Delivery>} */
      const { body } = await this.#app.api.get(
        `webhooks/deliveries/${encodeURIComponent(this.id)}`,
        {},
        signal,
      );
      this.#onRead(body);
      this.show(body);
      if (!this.#hasJob) await this.#readJob(body.job_id, signal);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      this.#frame.gone('This delivery is not there', 'It was forgotten after its time, or never was.');
      this.#resend.disabled = true;
    }
  }

  /** Once a second. */
  tick() {
    const nextAt = this.#delivery?.next_attempt_at ?? null;
    this.#next.hidden = nextAt === null;
    if (nextAt !== null) setText(this.#next, `Tries again ${until(nextAt)}, at ${shortTime(nextAt)}`);
  }

  #facts = el('div');
  #job = el('div', {}, el('p', { class: 'muted' }, 'Reading the job …'));

  #build() {
    this.#frame.body.replaceChildren(
      this.#note,
      this.#next,
      el('section', { 'aria-label': 'Attempts' }, this.#attemptsTitle, this.#attempts.element),
      el('section', { 'aria-label': 'Delivery' }, el('h3', {}, 'Delivery'), this.#facts),
      el('section', { 'aria-label': 'Job' }, el('h3', {}, 'The job behind it'), this.#job),
    );
  }

  /**
   * A job whose end is delivered has ended: it is read once.
   *
   * @param {string} jobId
   * @param {AbortSignal} signal
   */
  async #readJob(jobId, signal) {
    try {
      /** @type {import('./api.js').Answer<Job>} */
      const { body } = await this.#app.api.get(`jobs/${encodeURIComponent(jobId)}`, {}, signal);
      const link = el('a', { href: linkTo({ view: 'jobs', open: body.id }) }, 'Open the job');
      this.#job.replaceChildren(jobStory(body), jobFacts(body), el('p', {}, link));
    } catch (error) {
      if (!(error instanceof ApiError) || ![403, 404].includes(error.status)) throw error;
      const why =
        error.kind === 'forbidden' ? `Not shown: ${error.message}` : 'The job was forgotten after its time.';
      this.#job.replaceChildren(el('p', { class: 'muted' }, why));
    }
    this.#hasJob = true;
  }

  async #sendAgain() {
    this.#resend.disabled = true;
    setText(this.#note, 'Sending again …');
    /** @type {import('./api.js').Answer<Delivery> | undefined} */
    const answer = await this.#app.attempt(
      () => this.#app.api.post(`webhooks/deliveries/${encodeURIComponent(this.id)}/resend`),
      (message) => setText(this.#note, message),
    );
    this.#resend.disabled = false;
    if (!answer) return;
    setText(this.#note, `Sent again at ${shortTime(new Date().toISOString())}. Its attempt appears below.`);
    this.#onRead(answer.body);
    this.show(answer.body);
    this.#app.hurry();
  }
}

/** @param {Delivery} delivery */
function deliveryFacts({ id, job_id, subscription_id, created_at, ended_at }) {
  const moment = (/** @type {string} */ iso) => el('time', { datetime: iso, title: iso }, shortTime(iso));
  return factList([
    ['Queued', moment(created_at)],
    ['Ended', ended_at === null ? 'not yet' : moment(ended_at)],
    ['Id', copyable(id, 'delivery id')],
    ['Asked for by', subscription_id ? copyable(subscription_id, 'subscription id') : 'the job itself'],
    ['Job', el('a', { href: linkTo({ view: 'deliveries', job: job_id }) }, 'All its deliveries')],
  ]);
}
