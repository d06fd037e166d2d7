import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { SETTING_DEFINITIONS } from './setting-definitions.js';

const README = join(import.meta.dirname, '../../README.md');
const PAGE = join(import.meta.dirname, '../../docs/reference/settings.md');
const BEFORE = `# Settings

Each is an environment variable; \`NAME_FILE\` reads the value from a file. A wrong value, or a name that NetPulse does
not know, stops the start with a message that says what is allowed.

<!-- Made from src/config/setting-definitions.ts: npx vitest run src/config/settings-table.spec.ts -u -->

| variable | default | |
| --- | --- | --- |
`;

describe('the reference page of settings', () => {
  it('has a row for each setting, with its default and what it does', async () => {
    const rows = Object.values(SETTING_DEFINITIONS).map(
      ({ variable, defaultText, about }) =>
        `| \`${variable}\` | ${defaultText === '' ? '' : `\`${defaultText}\``} | ${about} |\n`,
    );

    const { code: page } = await format(PAGE, BEFORE + rows.join(''));

    await expect(page).toMatchFileSnapshot(PAGE);
  });
});

describe("the README's table of settings", () => {
  it('has settings that there are, with their defaults', () => {
    const section = readFileSync(README, 'utf8').split('\n## Settings\n')[1]?.split('\n## ')[0] ?? '';
    const rows = [...section.matchAll(/^\| `(\w+)` +\| (?:`(.*?)`)? +\|/gm)];
    const shown = Object.fromEntries(rows.map(([, name, value = '']) => [`NETPULSE_${name}`, value]));
    const defaults = Object.values(SETTING_DEFINITIONS).map((it) => [it.variable, it.defaultText]);

    expect(rows.length).toBeGreaterThan(10);
    expect(Object.fromEntries(defaults)).toMatchObject(shown);
  });
});
