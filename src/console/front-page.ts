import { version } from '../version.js';

/** What somebody looks for who knows only where NetPulse is. */
const PLACES = [
  ['docs', '/docs', 'Swagger UI', 'every route and field, with a button that sends the request'],
  ['console', '/console', 'Console', 'jobs and webhooks as they happen'],
  ['queues', '/admin', 'Queues', 'what waits and runs, for keys with the scope admin'],
  ['health', '/health', 'Health', 'whether jobs can be taken now'],
  ['openapi', '/openapi.json', 'OpenAPI', 'the API for programs'],
] as const;

/** For a program. */
export const FRONT_DOCUMENT = {
  name: 'NetPulse',
  version,
  ...Object.fromEntries(PLACES.map(([name, path]) => [name, path])),
};

/** For a person. Its links are relative, so that they lead on behind a proxy's prefix, too. */
export const FRONT_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>NetPulse</title>
<link rel="icon" href="console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="console/theme.css">
<link rel="stylesheet" href="console/front.css">
</head>
<body>
<main class="front">
<p><img src="console/icon.svg" width="34" height="34" alt=""></p>
<h1>NetPulse ${version}</h1>
<p class="muted">Runs commands and configuration on network devices, and tells by webhook how each job ended.</p>
<dl>
${PLACES.map(([, path, title, about]) => `<dt><a href="${path.slice(1)}">${title}</a></dt><dd>${about}</dd>`).join('\n')}
</dl>
</main>
</body>
</html>
`;

/** What the page needs: the console's style and icon. */
export const FRONT_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
