/**
 * What the page shows, kept in the URL's fragment: a reload shows the same, the back button closes what was opened, and a
 * link can be passed on.
 *
 * @typedef {'deliveries' | 'jobs' | 'workers'} ViewName
 * @typedef {object} Route
 * @property {ViewName} view
 * @property {string} open id of the delivery or job whose detail is open; empty when none is
 * @property {string} status
 * @property {string} caller
 * @property {string} job
 * @property {string} host
 * @property {string} text
 */

/** @type {readonly ViewName[]} */
export const VIEWS = ['deliveries', 'jobs', 'workers'];
const FILTERS = /** @type {const} */ (['status', 'caller', 'job', 'host', 'text', 'open']);

/** @returns {Route} */
export function currentRoute() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const view = VIEWS.find((name) => name === fragment.get('view')) ?? 'deliveries';
  /** @type {Route} */
  const route = { view, open: '', status: '', caller: '', job: '', host: '', text: '' };
  for (const name of FILTERS) route[name] = fragment.get(name) ?? '';
  return route;
}

/**
 * The fragment that leads to a route; what is not named is empty.
 *
 * @param {Partial<Route>} route
 * @returns {string}
 */
export function linkTo({ view = 'deliveries', ...filters }) {
  const fragment = new URLSearchParams({ view });
  for (const name of FILTERS) {
    const value = filters[name];
    if (value) fragment.set(name, value);
  }
  return `#${fragment.toString()}`;
}

/**
 * Goes to the current route with changes, and tells whoever listens to `routechange` on the window.
 *
 * @param {Partial<Route>} changes
 * @param {'push' | 'replace'} how whether the back button comes back here
 */
export function go(changes, how) {
  const target = linkTo({ ...currentRoute(), ...changes });
  if (target === location.hash) return;
  if (how === 'push') history.pushState(null, '', target);
  else history.replaceState(null, '', target);
  window.dispatchEvent(new Event('routechange'));
}
