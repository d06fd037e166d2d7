import { promptLine } from './device-name.js';
import { LESS } from './host-pager.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

/** What is asked and paged before the platform is known: whatever one of them may show. */
export function anyPlatform(platforms: readonly Platform[]): Platform {
  return {
    ...PLATFORM_DEFAULTS,
    name: 'any platform',
    // A short line that ends like a prompt. All of it is its name: the same line has to come again.
    modes: [
      {
        name: 'unknown',
        prompt: promptLine('(?<name>(?:[^\\p{L}\\p{N}_\\n]{0,40}[\\p{L}\\p{N}_][^\\n]{0,120}?)?[>#$%\\]])'),
      },
    ],
    transitions: [],
    privilegedMode: null,
    configModes: [],
    loginQuestions: platforms.flatMap(({ loginQuestions }) => loginQuestions),
    pager: anyOf(platforms.flatMap(({ pager }) => pager ?? [])),
    hostPager: LESS,
    complaints: [],
    // What the return key of a terminal sends over SSH: the only line end that every device takes.
    lineEnd: '\r',
  };
}

function anyOf(patterns: readonly RegExp[]): RegExp {
  const sources = new Set(patterns.map(({ source }) => `(?:${source})`));
  return new RegExp([...sources].join('|'));
}
