import { DEVICE_NAME, promptLine } from './device-name.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

const PROMPT = promptLine(`(?<name>${DEVICE_NAME})#`);

/** Nokia SR Linux. The mode stands in the line above the prompt: `--{ running }--[  ]--`. */
export const NOKIA_SRL: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'nokia_srl',
  modes: [
    { name: 'candidate', prompt: PROMPT, context: /^--\{ ?[+*! ]{0,6}candidate\b.{0,200}--$/ },
    { name: 'running', prompt: PROMPT, context: /^--\{.{0,200}--$/ },
  ],
  transitions: [
    { from: 'running', to: 'candidate', send: 'enter candidate private' },
    { from: 'candidate', to: 'running', send: 'enter running' },
  ],
  privilegedMode: null,
  configModes: ['candidate'],
  commit: {
    mode: 'candidate',
    send: 'commit stay',
    sendWithComment: 'commit stay comment "{comment}"',
    questions: [],
    succeeded: /All changes have been committed|Nothing to commit/i,
    failed: [/^Error: /],
    discard: 'discard stay',
  },
  save: { mode: 'running', send: 'save startup', questions: [], failed: [/^Error: /] },
  opening: [{ send: 'environment cli-engine type basic' }, { send: 'environment complete-on-space false' }],
  complaints: [/^Error: /, /^Parsing error/],
  contextLine: /^--\{.{0,200}\}--\[.{0,200}\]--$/,
  fingerprints: [{ probe: 'show version', pattern: /^Software Version +: v\d/m }],
};
