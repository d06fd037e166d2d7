import type { TextBlock } from './platform.js';

/** `banner motd ^`, `header login information %`: free text up to the next of the characters that it begins with. */
export const BANNER: TextBlock = {
  starts: /^\s*(?:banner|header) (?:[a-z][\w-]{0,30} ){0,3}(?<delimiter>[^\w\s])/i,
};
