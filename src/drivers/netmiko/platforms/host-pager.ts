import type { HostPager } from './platform.js';

/** less: `:`, `lines 1-23/40 57%`, `(END)`, `lines 24-40/40 (END)`, `byte 900/900 (END)`; and the end of `more`. */
export const LESS: HostPager = {
  waits: /^(?::|(?:lines|byte) \d{1,9}[-/]\d{1,9}(?:\/\d{1,9})?(?: \d{1,3}%)?) ?$/,
  ends: /^(?:.{1,80} )?\(END\) ?$/,
};
