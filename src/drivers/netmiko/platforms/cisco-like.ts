import type { Mode, Question, Transition } from './platform.js';

/** The hostname in a prompt, and what stands before it on stacks and in redundancy (`R1-stby`, `sw1.lab`). */
const NAME = '(?<name>[A-Za-z0-9][\\w.:@/-]{0,99})';

/** Asked by `enable`, TACACS+ included (`Enable password:`). */
export const ENABLE_PASSWORD: Question = {
  pattern: /^[\w' -]{0,40}[Pp]assword: ?$/,
  reply: { type: 'secret' },
};

/** Prompts of the command lines that follow Cisco IOS: `H>`, `H#`, `H(config-if)#`. */
export const CISCO_LIKE_MODES: readonly Mode[] = [
  { name: 'user', prompt: new RegExp(`^${NAME}> ?$`) },
  { name: 'privileged', prompt: new RegExp(`^${NAME}# ?$`) },
  { name: 'config', prompt: new RegExp(`^${NAME}\\((?:conf|cfg|ca-)[^()\\s]{0,60}\\)# ?$`) },
];

export const CISCO_LIKE_TRANSITIONS: readonly Transition[] = [
  { from: 'user', to: 'privileged', send: 'enable', questions: [ENABLE_PASSWORD] },
  { from: 'privileged', to: 'user', send: 'disable' },
  { from: 'privileged', to: 'config', send: 'configure terminal' },
  { from: 'config', to: 'privileged', send: 'end' },
];
