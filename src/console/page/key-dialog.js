import { Api, ApiError } from './api.js';
import { apiKey } from './api-key.js';
import { byId, setText } from './element.js';

/** Asks for the API key, tries it, and lets the operator in. */
export class KeyDialog {
  #base;
  #onKey;
  #dialog = byId('key-dialog', HTMLDialogElement);
  #form = byId('key-form', HTMLFormElement);
  #input = byId('key-input', HTMLInputElement);
  #error = byId('key-error', HTMLElement);

  /**
   * @param {string} base where the API begins
   * @param {() => void} onKey a key that fits is in sessionStorage
   */
  constructor(base, onKey) {
    this.#base = base;
    this.#onKey = onKey;
    this.#dialog.addEventListener('cancel', (event) => event.preventDefault());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#try(this.#input.value.trim());
    });
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** @param {ApiError} [error] why it is asked for again */
  open(error) {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#tell(error ? messageOf(error) : '');
    this.#input.focus();
  }

  close() {
    this.#input.value = '';
    this.#tell('');
    this.#dialog.close();
  }

  /** @param {string} key */
  async #try(key) {
    this.#tell('');
    try {
      // Headers take printable ASCII only, and so are keys.
      if (!/^[\x21-\x7e]+$/.test(key)) throw new ApiError('unauthorized', '');
      await isKnown(new Api(this.#base, key));
      apiKey.keep(key);
      this.#onKey();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#tell(messageOf(error));
      this.#input.select();
    }
  }

  /** @param {string} message */
  #tell(message) {
    setText(this.#error, message);
    this.#input.setAttribute('aria-invalid', String(message !== ''));
  }
}

/**
 * A key that lacks the scope is known all the same, and other views may be open to it.
 *
 * @param {Api} api
 */
async function isKnown(api) {
  try {
    await api.get('webhooks/callers');
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'forbidden') throw error;
  }
}

/** @param {ApiError} error */
function messageOf(error) {
  return error.kind === 'unauthorized' ? 'NetPulse does not know this key.' : error.message;
}
