/** As many destinations as a busy service tells at a time. */
const REMEMBERED = 256;

/**
 * Remembers the latest results of a pure function of a text: on its way from the request to the wire one URL is read half
 * a dozen times, and a service tells the same few destinations over and over. Results are shared: read them only.
 */
export function rememberLatest<T>(compute: (text: string) => T): (text: string) => T {
  const latest = new Map<string, T>();
  return (text) => {
    const known = latest.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    const [oldest] = latest.keys();
    if (latest.size === REMEMBERED && oldest !== undefined) latest.delete(oldest);
    latest.set(text, result);
    return result;
  };
}
