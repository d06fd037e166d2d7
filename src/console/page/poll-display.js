import { byId, el, setText } from './element.js';
import { until } from './format.js';

/** Says whether the page is up to date, and what is wrong when it is not; holds the pause button. */
export class PollDisplay {
  #live = byId('live', HTMLElement);
  #pause = byId('pause', HTMLButtonElement);
  #notice = byId('notice', HTMLElement);
  #countdown = el('span', { class: 'countdown', 'aria-hidden': 'true' });
  #isPaused = false;
  #retryAt = 0;

  /** @param {import('./poller.js').Poller} poller */
  constructor(poller) {
    this.#pause.addEventListener('click', () => {
      this.#isPaused = !this.#isPaused;
      this.#pause.setAttribute('aria-pressed', String(this.#isPaused));
      setText(this.#pause, this.#isPaused ? 'Go on' : 'Pause');
      poller.setPaused(this.#isPaused);
    });
  }

  /** @param {import('./poller.js').PollState} state */
  show(state) {
    const isTrouble = state.kind === 'trouble';
    const word = { live: 'Live', paused: 'Paused', trouble: 'Not live' }[state.kind];
    this.#live.className = `live is-${state.kind}`;
    setText(this.#live, word);
    // Where it is the key, the page asks for another one, or says it in the list's place.
    if (!isTrouble || state.retryAt === null || state.error.kind === 'unauthorized') {
      this.#notice.hidden = true;
      this.#notice.replaceChildren();
      delete this.#notice.dataset.text;
      return;
    }
    this.#retryAt = state.retryAt;
    this.#explain(state.error);
    this.tick();
  }

  /** Once a second. */
  tick() {
    if (this.#notice.hidden) return;
    setText(this.#countdown, ` Trying again ${until(new Date(this.#retryAt).toISOString())}.`);
  }

  /** @param {import('./api.js').ApiError} error */
  #explain(error) {
    const [title, text] = wordsFor(error);
    if (this.#notice.dataset.text === title + text) return;
    this.#notice.dataset.text = title + text;
    this.#notice.replaceChildren(el('strong', {}, title), ` ${text}`, this.#countdown);
    this.#notice.hidden = false;
  }
}

/**
 * @param {import('./api.js').ApiError} error
 * @returns {[title: string, text: string]}
 */
function wordsFor({ kind, message }) {
  if (kind === 'unreachable')
    return ['NetPulse does not answer.', 'It may be restarting. What is shown is the last that was known.'];
  if (kind === 'unavailable' && message.includes('Redis')) {
    return [
      'Redis is away.',
      'NetPulse can show and take nothing new until it is back; what is shown is the last that was known.',
    ];
  }
  return [kind === 'unavailable' ? 'NetPulse is not ready.' : 'NetPulse refused the request.', message];
}
