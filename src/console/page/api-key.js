const STORAGE_KEY = 'netpulse-api-key';

/**
 * The API key of this tab. It lives in sessionStorage, so that it ends with the tab, and nowhere else: not in the address
 * bar, not in the history, not in a cookie.
 */
export const apiKey = {
  /** @returns {string | null} */
  read() {
    return sessionStorage.getItem(STORAGE_KEY);
  },

  /** @param {string} key */
  keep(key) {
    sessionStorage.setItem(STORAGE_KEY, key);
  },

  forget() {
    sessionStorage.removeItem(STORAGE_KEY);
  },

  /**
   * Takes the key that a link brought in its fragment (`/console#key=...`) out of the address bar. A fragment never leaves
   * the browser.
   *
   * @returns {boolean} whether there was one
   */
  takeFromFragment() {
    const fragment = new URLSearchParams(location.hash.slice(1));
    const key = fragment.get('key');
    if (key === null) return false;
    fragment.delete('key');
    const rest = fragment.toString();
    history.replaceState(null, '', location.pathname + location.search + (rest === '' ? '' : `#${rest}`));
    if (key !== '') this.keep(key);
    return key !== '';
  },
};
