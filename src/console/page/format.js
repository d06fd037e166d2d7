const DAY_MS = 86_400_000;
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE_AND_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/**
 * A moment as an operator compares it with a log: the time of day, with the date once it is older than that.
 *
 * @param {string} iso
 * @param {number} [now] ms since the epoch
 */
export function shortTime(iso, now = Date.now()) {
  const at = new Date(iso);
  return (Math.abs(now - at.getTime()) < DAY_MS / 2 ? TIME : DATE_AND_TIME).format(at);
}

/**
 * A span of time, to three digits or so.
 *
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * How far a moment in the future is away.
 *
 * @param {string} iso
 * @param {number} [now] ms since the epoch
 */
export function until(iso, now = Date.now()) {
  const seconds = Math.ceil((Date.parse(iso) - now) / 1_000);
  if (seconds < 1) return 'now';
  return seconds < 60 ? `in ${seconds} s` : `in ${duration(seconds * 1_000)}`;
}

/**
 * @param {number} count
 * @param {string} noun
 * @param {string} [plural]
 */
export function counted(count, noun, plural = `${noun}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

/**
 * The start of an id: enough to tell it from its neighbours.
 *
 * @param {string} id
 */
export function shortId(id) {
  return id.slice(0, 8);
}
