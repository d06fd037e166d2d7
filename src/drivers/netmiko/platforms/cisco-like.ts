import { DEVICE_NAME } from './device-name.js';
import type { Mode, Question, Save, Transition } from './platform.js';

/** The hostname in a prompt, with what redundant devices add to it (`R1-stby`) and domains. */
export const CISCO_NAME = `(?<name>${DEVICE_NAME})`;

/** Asked by `enable`, also by TACACS+ (`Enable password:`). */
export const ENABLE_PASSWORD: Question = {
  pattern: /^[\w' -]{0,40}[Pp]assword: ?$/,
  reply: { type: 'secret' },
};

/**
 * Prompts of the command lines that follow Cisco IOS: `H>`, `H#`, `H(config-if)#`. What stands in the brackets has no
 * common start (`(dhcp-config)`, `(vlan-10)`) and may hold blanks (`(config-if-GigabitEthernet 0/1)`), so modes in
 * brackets that are no configuration have to be listed before these.
 *
 * @param end pattern of what stands behind the last character
 */
export function ciscoLikeModes(end = ' ?'): readonly Mode[] {
  return [
    { name: 'user', prompt: new RegExp(`^${CISCO_NAME}>${end}$`, 'u') },
    { name: 'privileged', prompt: new RegExp(`^${CISCO_NAME}#${end}$`, 'u') },
    { name: 'config', prompt: new RegExp(`^${CISCO_NAME}\\([^()\\n]{1,80}\\)#${end}$`, 'u') },
  ];
}

export const CISCO_LIKE_TRANSITIONS: readonly Transition[] = [
  { from: 'user', to: 'privileged', send: 'enable', questions: [ENABLE_PASSWORD] },
  { from: 'privileged', to: 'user', send: 'disable' },
  { from: 'privileged', to: 'config', send: 'configure terminal' },
  { from: 'config', to: 'privileged', send: 'end' },
];

/** Answered by a return, which takes what the device proposes: `Destination filename [startup-config]?`, `[confirm]`. */
const TAKE_PROPOSAL: Question = {
  pattern: /^(?:Destination filename \[[^\]]{0,80}\]\?|.{0,200}\[confirm\](?:\(y\/n\))?) ?$/,
  reply: { type: 'text', text: '' },
};

/** Answered with yes: `(y/n)`, `[y/n]`, `[yes/no]`, `[Y/N]`. */
const SAY_YES: Question = {
  pattern: /^.{0,200}[([](?:[Yy]\/[Nn]|yes\/no|y\/n\/q)[)\]](?: ?\[[yn]\])?[?:]? ?$/,
  reply: { type: 'text', text: 'y' },
};

/** Says that saving failed, besides the platform's own complaints. */
const SAVE_FAILED: readonly RegExp[] = [
  /^%? ?(?:Error|ERROR|Failed|Copy failed)\b/,
  /\bpermission denied\b/i,
];

/** `write memory` and what is like it, from the privileged mode. */
export function ciscoLikeSave(send: string): Save {
  return { mode: 'privileged', send, questions: [TAKE_PROPOSAL, SAY_YES], failed: SAVE_FAILED };
}
