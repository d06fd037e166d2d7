import { join } from 'node:path';
import { format } from 'oxfmt';
import { SETTING_DEFINITIONS } from './setting-definitions.js';

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
