/** What no name holds: blanks, what ends and surrounds prompts, and what output is full of. */
const NOT_IN_NAMES = '\\s<>\\[\\]()#"=;,|{}';
const FIRST = '[\\p{L}\\p{N}_]';

/** A device's name in its prompt: vendors take far more for one than DNS does (`核心交换机`, `_core`). */
export const DEVICE_NAME = `${FIRST}[^${NOT_IN_NAMES}]{0,99}`;

/** The same where names may hold blanks, since brackets surround them. */
export const BRACKETED_NAME = `${FIRST}[^<>\\[\\]#"=;,|{}\\n]{0,99}?`;

/** `admin@fw1`; the user may have a domain (`admin@corp@fw1`). */
export const USER_AT_HOST = `[^${NOT_IN_NAMES}]{1,64}@${DEVICE_NAME}`;

/** The pattern of a line that is a prompt from its start to its end, but for a blank. */
export function promptLine(source: string): RegExp {
  return new RegExp(`^${source} ?$`, 'u');
}
