import { isUtf8 } from 'node:buffer';

/** A body, read as far as it can be. */
export type Body =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Buffer };

/** JSON is known by its look: senders often leave the content type out, or give a wrong one. */
export function readBody(bytes: Buffer): Body {
  if (bytes.length === 0) return { kind: 'empty' };
  if (!isUtf8(bytes)) return { kind: 'binary', bytes };
  const text = bytes.toString();
  if (!/^\s*[[{]/.test(text)) return { kind: 'text', text };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'text', text };
  }
}
