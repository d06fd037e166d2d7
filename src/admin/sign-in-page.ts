import { createHash } from 'node:crypto';

const SCRIPT = `
  const form = document.querySelector('form');
  const told = document.querySelector('#told');
  const refusals = { 401: 'NetPulse does not know this key.', 403: 'This key lacks the scope admin.' };
  const signIn = async (key) => {
    told.textContent = '';
    // Headers take printable ASCII only, and so are keys.
    if (!/^[\\x21-\\x7e]+$/.test(key)) return refusals[401];
    const ask = fetch('/admin/session', { method: 'POST', headers: { 'X-API-KEY': key } });
    const answer = await ask.catch(() => undefined);
    if (!answer?.ok) return refusals[answer?.status] ?? 'NetPulse is not ready. Try again in a moment.';
    location.assign('/admin/queues');
    return '';
  };
  const tryKey = async (key) => {
    told.textContent = await signIn(key);
    form.elements.key.select();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void tryKey(form.elements.key.value.trim());
  });
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key) {
    history.replaceState(null, '', location.pathname);
    void tryKey(key);
  }`;

/** What the console's own style sheet has not: one form in the middle. */
const STYLE = `
  body { display: grid; place-items: center; min-height: 100vh; margin: 0; }
  form { display: grid; gap: 8px; width: min(380px, calc(100vw - 32px)); padding: 28px; background: var(--surface);
    border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); }
  h1 { margin: 4px 0; font-size: 18px; }
  label { margin-top: 8px; font-weight: 600; }
  input, .button { height: 36px; }
  #told { color: var(--bad); }
  #told:empty { display: none; }`;

/** Where a browser gives the key that opens the pages under /admin; `/admin#key=...` gives it at once. */
export const SIGN_IN_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>NetPulse: sign in</title>
<link rel="icon" href="console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="console/theme.css">
<style>${STYLE}</style>
</head>
<body>
<main>
<form>
  <img src="console/icon.svg" width="34" height="34" alt="">
  <h1>NetPulse queues</h1>
  <p class="muted">Jobs and webhooks as they wait and run, to look at only.</p>
  <label for="key">API key with the scope <code>admin</code></label>
  <input id="key" name="key" type="password" autocomplete="off" spellcheck="false" required autofocus aria-describedby="told">
  <p id="told" role="alert"></p>
  <button class="button primary">Sign in</button>
</form>
<noscript><p>Signing in needs JavaScript. Scripts send the key as X-API-KEY to /admin/queues/api/queues.</p></noscript>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;

/** What the page needs: its own script and style, the console's colours and icon, and to send the key. */
export const SIGN_IN_POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(SCRIPT)}'`,
  `style-src 'self' '${hashOf(STYLE)}'`,
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
