import { Announcer } from './announcer.js';
import { Api, ApiError } from './api.js';
import { apiKey } from './api-key.js';
import { deliveriesView } from './deliveries-view.js';
import { DeliveryDetail } from './delivery-detail.js';
import { byId, el } from './element.js';
import { JobDetail } from './job-detail.js';
import { jobsView } from './jobs-view.js';
import { KeyDialog } from './key-dialog.js';
import { Poller } from './poller.js';
import { PollDisplay } from './poll-display.js';
import { refusal } from './refusal.js';
import { currentRoute, go, linkTo, VIEWS } from './route.js';
import { capitalized } from './status.js';
import { WorkersView } from './workers-view.js';

const SECOND_MS = 1_000;
/** Under this width a detail covers the list: see layout.css. */
const NARROW = matchMedia('(max-width: 899px)');

/** The whole page: one view, perhaps one detail, and the poller that keeps both up to date. */
export class App {
  /** The page lies beside the API, behind whatever prefix. */
  #base = new URL('.', location.href).href;
  api = new Api(this.#base, '');
  route = currentRoute();

  #main = byId('main', HTMLElement);
  #pane = byId('detail', HTMLElement);
  #announcer = new Announcer(byId('announcer', HTMLElement));
  #poller = new Poller(
    (signal) => this.#refresh(signal),
    (state) => this.#onPoll(state),
  );
  #display = new PollDisplay(this.#poller);
  #keyDialog = new KeyDialog(this.#base, () => this.#signIn());
  #deliveries = deliveriesView(this);
  #jobs = jobsView(this);
  #views = { deliveries: this.#deliveries.view, jobs: this.#jobs, workers: new WorkersView(this) };
  /** @type {DeliveryDetail | JobDetail | null} */
  #detail = null;
  #knowsCallers = false;
  #isRefused = false;

  start() {
    byId('forget', HTMLButtonElement).addEventListener('click', () => this.#signOut());
    byId('skip', HTMLButtonElement).addEventListener('click', () => this.#main.focus());
    const onRoute = () => {
      if (apiKey.takeFromFragment()) this.#signIn();
      this.#showRoute();
    };
    for (const event of ['hashchange', 'popstate', 'routechange']) window.addEventListener(event, onRoute);
    document.addEventListener('keydown', (event) => this.#onKey(event));
    setInterval(() => this.#tick(), SECOND_MS);
    apiKey.takeFromFragment();
    this.#showRoute();
    if (apiKey.read() === null) this.#keyDialog.open();
    else this.#signIn();
  }

  /**
   * Opens a delivery or job beside the list.
   *
   * @param {string} id
   */
  open(id) {
    go({ open: id }, this.route.open === '' ? 'push' : 'replace');
    this.#detail?.focus();
  }

  close() {
    const { open, view } = this.route;
    go({ open: '' }, 'replace');
    this.#views[view].focusRow(open);
  }

  /** Something was started: its effect is awaited. */
  hurry() {
    this.#poller.hurry();
  }

  /**
   * @param {number} count
   * @param {string} noun
   * @param {string} nouns
   */
  announceNew(count, noun, nouns) {
    this.#announcer.countNew(count, noun, nouns);
  }

  /**
   * Does what the operator asked for; a failure is told, not thrown.
   *
   * @template T
   * @param {() => Promise<T>} work
   * @param {(message: string) => void} [tell]
   * @returns {Promise<T | undefined>}
   */
  async attempt(work, tell = (message) => this.#announcer.say(message)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.kind === 'unauthorized') this.#keyDialog.open(error);
      else tell(error.message);
      return undefined;
    }
  }

  /** @param {AbortSignal} signal */
  async #refresh(signal) {
    const { view } = this.route;
    await Promise.all([
      view === 'deliveries' && this.#readCallers(signal),
      this.#views[view].refresh(signal),
      this.#detail?.refresh(signal),
    ]);
  }

  /** @param {AbortSignal} signal */
  async #readCallers(signal) {
    if (this.#knowsCallers) return;
    /** @type {import('./api.js').Answer<{ name: string }[]>} */
    const { body } = await this.api.get('webhooks/callers', {}, signal);
    this.#deliveries.setCallers(body.map(({ name }) => name));
    this.#knowsCallers = true;
  }

  /** @param {import('./poller.js').PollState} state */
  #onPoll(state) {
    if (state.kind === 'trouble' && state.error.kind === 'unauthorized') {
      apiKey.forget();
      this.#keyDialog.open(state.error);
    }
    if (state.kind === 'trouble' && state.error.kind === 'forbidden') this.#showRefusal(state.error.message);
    else if (state.kind === 'live' && this.#isRefused) this.#showView();
    this.#display.show(state);
  }

  /** @param {string} reason */
  #showRefusal(reason) {
    this.#isRefused = true;
    this.#main.replaceChildren(refusal(this.route.view, reason));
  }

  #showView() {
    this.#isRefused = false;
    const { view } = this.route;
    this.#main.replaceChildren(el('h1', { class: 'for-ears' }, capitalized(view)), this.#views[view].element);
  }

  #signIn() {
    this.api = new Api(this.#base, apiKey.read() ?? '');
    this.#keyDialog.close();
    this.#poller.start();
  }

  #signOut() {
    apiKey.forget();
    this.#poller.stop();
    // Nothing of what the key opened stays in the page.
    location.assign(location.pathname);
  }

  #showRoute() {
    const before = this.route;
    this.route = currentRoute();
    const { view, open } = this.route;
    if (before.view !== view || this.#main.childElementCount === 0) this.#showView();
    this.#showNavigation();
    this.#showDetail(view, open);
    this.#views[view].show();
    document.title = `${capitalized(view)} · NetPulse`;
    if (apiKey.read() !== null) this.#poller.now();
  }

  #showNavigation() {
    const links = VIEWS.map((name) =>
      el(
        'a',
        { href: linkTo({ view: name }), 'aria-current': name === this.route.view ? 'page' : null },
        capitalized(name),
      ),
    );
    const navigation = byId('views', HTMLElement);
    const focused = [...navigation.children].indexOf(/** @type {Element} */ (document.activeElement));
    navigation.replaceChildren(...links);
    links[focused]?.focus();
  }

  /**
   * @param {import('./route.js').ViewName} view
   * @param {string} open
   */
  #showDetail(view, open) {
    const isOther = this.#detail?.id !== open || this.#pane.dataset.view !== view;
    if (isOther) {
      this.#detail = open === '' ? null : this.#makeDetail(view, open);
      this.#pane.replaceChildren(...(this.#detail ? [this.#detail.element] : []));
      this.#pane.dataset.view = view;
    }
    this.#pane.hidden = this.#detail === null;
    document.body.classList.toggle('has-detail', this.#detail !== null);
    this.#main.inert = this.#detail !== null && NARROW.matches;
  }

  /**
   * @param {import('./route.js').ViewName} view
   * @param {string} id
   */
  #makeDetail(view, id) {
    if (view === 'jobs') {
      const detail = new JobDetail(this, id, (job) => this.#jobs.put(job));
      const known = this.#jobs.find(id);
      if (known) detail.show(known);
      return detail;
    }
    if (view === 'workers') return null;
    const list = this.#deliveries.view;
    const detail = new DeliveryDetail(this, id, (delivery) => list.put(delivery));
    const known = list.find(id);
    if (known) detail.show(known);
    return detail;
  }

  #tick() {
    this.#detail?.tick();
    this.#display.tick();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (this.#keyDialog.isOpen || event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === 'Escape' && !isTyping && this.route.open !== '') this.close();
    if (event.key === '/' && !isTyping) {
      event.preventDefault();
      const search = this.#main.querySelector('[data-search]');
      if (search instanceof HTMLElement) search.focus();
    }
  }
}

new App().start();
