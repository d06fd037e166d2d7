import { setText } from './element.js';
import { counted } from './format.js';

/** Screen readers are told of new rows so often at most, in milliseconds. */
const PAUSE_MS = 5_000;

/** Tells those who do not see the page what changed in it, politely: never more often than one can listen. */
export class Announcer {
  #region;
  #count = 0;
  #isPausing = false;

  /** @param {HTMLElement} region a polite live region */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} message */
  say(message) {
    setText(this.#region, message);
  }

  /**
   * @param {number} count
   * @param {string} noun
   * @param {string} nouns
   */
  countNew(count, noun, nouns) {
    this.#count += count;
    if (this.#isPausing) return;
    this.say(counted(this.#count, `new ${noun}`, `new ${nouns}`));
    this.#count = 0;
    this.#isPausing = true;
    setTimeout(() => {
      this.#isPausing = false;
      if (this.#count > 0) this.countNew(0, noun, nouns);
    }, PAUSE_MS);
  }
}
