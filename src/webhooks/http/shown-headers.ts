import type { Webhook } from '../webhook.js';
import { DEFAULT_HEADERS } from './request-headers.js';

const MASK = '***';
/** Names whose value tells how a message is written, never who may send it. */
const OPEN_NAMES: readonly string[] = ['content-type'];
/** Of what a caller adds, what identifies the message. A caller of a plugin may add a token: all else is masked. */
const OPEN_ADDED_NAME = /^(webhook-id$|webhook-timestamp$|ce-)/;

/**
 * The headers of a request as they may be put on record. Every value that a user gave is masked, but for Content-Type,
 * since any header may be somebody's key; so are authentication, cookies and signature.
 *
 * @param sent as {@link requestHeaders} made them
 * @param added those of them that the caller added
 */
export function shownHeaders(
  sent: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>>,
  { headers: given }: Pick<Webhook, 'headers'>,
): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(sent)) {
    const isOpen =
      OPEN_NAMES.includes(name.toLowerCase()) ||
      (added[name] === value && OPEN_ADDED_NAME.test(name.toLowerCase())) ||
      (DEFAULT_HEADERS[name] === value && !Object.hasOwn(given, name));
    shown[name] = isOpen ? value : MASK;
  }
  return shown;
}
