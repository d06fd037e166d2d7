import { createHash } from 'node:crypto';

const SCRIPT = `
  const form = document.querySelector('form');
  const told = document.querySelector('p');
  const signIn = async (key) => {
    const answer = await fetch('/admin/session', { method: 'POST', headers: { 'X-API-KEY': key } });
    if (answer.ok) return location.assign('/admin/queues');
    told.textContent = answer.status === 403 ? 'This key has not the scope admin.' : 'This key is not valid.';
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void signIn(form.elements.key.value);
  });
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key) {
    history.replaceState(null, '', location.pathname);
    void signIn(key);
  }`;

/** Where a browser gives the key that opens the pages under /admin; `/admin#key=...` gives it at once. */
export const SIGN_IN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>NetPulse: sign in</title>
<h1>NetPulse queues</h1>
<form>
  <label>API key with the scope admin <input name="key" type="password" autocomplete="off" required autofocus></label>
  <button>Sign in</button>
</form>
<p role="alert"></p>
<script>${SCRIPT}</script>
</html>
`;

/** What the page needs: its own script, and to send the key. */
export const SIGN_IN_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
