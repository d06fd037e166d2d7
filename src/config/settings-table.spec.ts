import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTING_DEFINITIONS } from './setting-definitions.js';

const README = join(import.meta.dirname, '../../README.md');

describe("the README's table of settings", () => {
  it('has a row for each setting, with its default and what it does', () => {
    const rows = Object.values(SETTING_DEFINITIONS).map(
      ({ variable, defaultText, about }) =>
        `| \`${variable}\` | ${defaultText === '' ? '' : `\`${defaultText}\` `}| ${about} |`,
    );

    const inReadme = readFileSync(README, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `NETPULSE_'))
      .map((line) => line.replaceAll(/ +/g, ' '));

    expect(inReadme).toEqual(rows);
  });
});
