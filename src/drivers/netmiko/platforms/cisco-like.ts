import type { Mode, Question, Transition } from './platform.js';

/** The hostname in a prompt, with what redundant devices add to it (`R1-stby`) and domains. */
const NAME = '(?<name>[A-Za-z0-9][\\w.:@/-]{0,99})';

/** Asked by `enable`, also by TACACS+ (`Enable password:`). */
const ENABLE_PASSWORD: Question = { pattern: /^[\w' -]{0,40}[Pp]assword: ?$/, reply: { type: 'secret' } };

/**
 * Prompts of the command lines that follow Cisco IOS: `H>`, `H#`, `H(config-if)#`.
 *
 * @param end pattern of what stands behind the last character
 */
export function ciscoLikeModes(end = ' ?'): readonly Mode[] {
  return [
    { name: 'user', prompt: new RegExp(`^${NAME}>${end}$`) },
    { name: 'privileged', prompt: new RegExp(`^${NAME}#${end}$`) },
    { name: 'config', prompt: new RegExp(`^${NAME}\\((?:conf|cfg|ca-)[^()\\s]{0,60}\\)#${end}$`) },
  ];
}

export const CISCO_LIKE_TRANSITIONS: readonly Transition[] = [
  { from: 'user', to: 'privileged', send: 'enable', questions: [ENABLE_PASSWORD] },
  { from: 'privileged', to: 'user', send: 'disable' },
  { from: 'privileged', to: 'config', send: 'configure terminal' },
  { from: 'config', to: 'privileged', send: 'end' },
];
