import { join } from 'node:path';
import { format } from 'oxfmt';
import { knownWords } from '../src/cli/completion/completion.command.js';
import { deviceArguments } from '../src/mcp/tools/device-arguments.js';
import { PluginRegistry } from '../src/plugins/plugin-registry.js';
import { driversPage, restPage, type RestDocument } from './docs/reference-pages.js';
import { RunningService } from './harness/running-service.js';

/** Written anew by `npx vitest run test/reference.e2e-spec.ts -u`. */
const pageAt = (name: string): string => join(import.meta.dirname, '../docs/reference', name);

describe('the reference pages', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await RunningService.start();
  });
  afterAll(() => service.stop());

  async function formatted(text: string, file: string): Promise<string> {
    return (await format(file, text)).code;
  }

  it('have every route with its scope, as the OpenAPI document has them', async () => {
    const { body } = await service.api.get<RestDocument>('/openapi.json');
    const file = pageAt('rest.md');

    const page = await formatted(restPage(body), file);

    for (const path of Object.keys(body.paths)) expect(page).toContain(` ${path}\``);
    await expect(page).toMatchFileSnapshot(file);
  });

  it('have every field that a driver takes, as it is judged at submit', async () => {
    const file = pageAt('drivers.md');

    const page = await formatted(driversPage(service.get(PluginRegistry).describe('driver')), file);

    await expect(page).toMatchFileSnapshot(file);
  });

  it('have the drivers that shells complete and language models are told of', async () => {
    const names = service.get(PluginRegistry).names('driver');

    expect([...((await knownWords())['--driver'] ?? [])].sort()).toEqual(names);
    for (const name of names) expect(deviceArguments.driver.description).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
