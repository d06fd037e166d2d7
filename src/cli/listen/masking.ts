import type { Header } from './incoming-webhook.js';

const MASK = '***';
const CREDENTIAL = /(authorization|api-?key|token|secret|passw|credential|session)/i;
const SECRET_PARAMETER = /([?&][^=&]*(?:key|token|secret|passw|auth|sig)[^=&]*=)[^&#]*/gi;

/** A header fit to be shown and kept: what proves who sent it is masked, its kind is not. */
export function maskHeader({ name, value }: Header): Header {
  if (/^(set-)?cookie$/i.test(name)) return { name, value: value.replaceAll(/=[^;]*/g, `=${MASK}`) };
  if (!CREDENTIAL.test(name)) return { name, value };
  const [, scheme = ''] = /^([A-Za-z][\w-]* )\S/.exec(value) ?? [];
  return { name, value: `${scheme}${MASK}` };
}

/** A path without the secrets of its query. */
export function maskPath(path: string): string {
  return path.replaceAll(SECRET_PARAMETER, `$1${MASK}`);
}
