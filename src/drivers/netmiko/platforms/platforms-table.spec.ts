import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLATFORMS } from './platform-registry.js';
import type { Platform } from './platform.js';

const CHAPTER = join(import.meta.dirname, '../../../../docs/platforms.md');
const NONE = '-';

describe('the table of platforms in docs/platforms.md', () => {
  it('says of each platform how it is configured, committed and saved', () => {
    const table = readFileSync(CHAPTER, 'utf8')
      .split('\n\n')
      .find((block) => block.startsWith('| `device_type`'));
    const [, , ...rows] = table?.split('\n').map((line) => line.replaceAll(/ +/g, ' ')) ?? [];

    expect(rows).toEqual(PLATFORMS.map(rowOf));
  });
});

function rowOf(platform: Platform): string {
  const { name, aliases, commit, save } = platform;
  const cells = [
    [name, ...aliases].map(code).join(', '),
    platform.privilegedMode === null ? NONE : code(waysTo(platform, platform.privilegedMode)[0] ?? ''),
    configurationOf(platform),
    commit ? code(commit.sendWithComment ?? commit.send) : NONE,
    save ? code(save.send) : NONE,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** How configuration mode is entered and left, for each command line that the platform has. */
function configurationOf(platform: Platform): string {
  const ways = platform.configModes.flatMap((mode) => {
    const [enter] = waysTo(platform, mode);
    const leave = platform.transitions.find(({ from }) => from === mode)?.send;
    return enter !== undefined && leave !== undefined ? [`${code(enter)} ... ${code(leave)}`] : [];
  });
  return ways.length === 0 ? NONE : ways.join('; ');
}

function waysTo({ transitions }: Platform, mode: string): string[] {
  return transitions.filter(({ to }) => to === mode).map(({ send }) => send);
}

function code(text: string): string {
  return `\`${text}\``;
}
