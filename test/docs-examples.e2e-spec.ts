import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigModule } from '../src/config/config.module.js';
import { readSettings, type Settings } from '../src/config/settings.js';
import { CredentialResolver } from '../src/credentials/credential-resolver.js';
import { EnvProvider } from '../src/credentials/providers/env.provider.js';
import { FileProvider } from '../src/credentials/providers/file.provider.js';
import { VaultKvProvider } from '../src/credentials/providers/vault/vault-kv.provider.js';
import { DriversModule } from '../src/drivers/drivers.module.js';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import { SnmpConnectionArgs } from '../src/drivers/snmp/snmp-connection-args.js';
import { JobRequestChecker } from '../src/jobs/job-request-checker.js';
import { JobRequestDto } from '../src/jobs/job-request.dto.js';
import { providePlugin } from '../src/plugins/plugin.js';
import { PluginRegistry } from '../src/plugins/plugin-registry.js';
import { PluginsModule } from '../src/plugins/plugins.module.js';
import { invalid, Problem } from '../src/problems/problem.js';
import { validatePart } from '../src/problems/validation.js';
import { SecretsModule } from '../src/secrets/secrets.module.js';
import { Jinja2Renderer } from '../src/templates/jinja2/jinja2.renderer.js';
import { TemplateProcesses } from '../src/templates/sandbox/template-processes.js';
import { TemplateChecker } from '../src/templates/template-checker.js';
import { TextFsmParser } from '../src/templates/textfsm/textfsm.parser.js';
import { CALLERS } from '../src/webhooks/callers/callers.js';
import { WebhookHttpModule } from '../src/webhooks/http/webhook-http.module.js';
import { WebhookDto } from '../src/webhooks/webhook.dto.js';
import { allChapters, REPOSITORY } from './docs/chapters.js';
import { blocksOf } from './harness/doc-blocks.js';

type Judge = (body: object) => unknown;

let folder: string;
let settings: Settings;
let checker: JobRequestChecker;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netpulse-docs-'));
  writeFileSync(join(folder, 'index'), 'Template, Hostname, Platform, Command\n');
  settings = readSettings({ NETPULSE_DATA_DIR: folder, NETPULSE_NTC_TEMPLATES_DIR: folder });
  const plugins = [...[Jinja2Renderer, TextFsmParser], ...[EnvProvider, FileProvider, VaultKvProvider]];
  const module = await Test.createTestingModule({
    imports: [ConfigModule.with(settings), SecretsModule, PluginsModule, DriversModule, WebhookHttpModule],
    providers: [
      JobRequestChecker,
      CredentialResolver,
      TemplateChecker,
      TemplateProcesses,
      ...CALLERS,
      ...plugins.map(providePlugin),
    ],
  }).compile();
  module.get(PluginRegistry).onModuleInit();
  checker = module.get(JobRequestChecker);
});
afterAll(() => rmSync(folder, { recursive: true }));

const valid = <T extends object>(dto: Type<T>, body: object): T => {
  const judged = validatePart(dto, body, '');
  if (!judged.ok) throw invalid(judged.errors);
  return judged.value;
};

/** JSON that stands alone in a chapter: a request or a part of one. Requests by curl are sent by docs-commands.e2e-spec.ts. */
const EXAMPLES = allChapters()
  .flatMap(({ path }) => blocksOf(join(REPOSITORY, path)))
  .filter(({ language }) => language === 'json')
  .flatMap(({ place, text }) => {
    const body = parsed(text) ?? parsed(`{${text}}`);
    const judge = judgeOf(body);
    return judge ? [{ place, body, judge }] : [];
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Who says whether it would be taken; null where it is no request, or only a part that says nothing by itself. */
function judgeOf(body: unknown): Judge | null {
  const has = (...fields: readonly string[]): boolean =>
    typeof body === 'object' && body !== null && fields.every((field) => Object.hasOwn(body, field));
  if (has('driver', 'connection_args')) return (request) => checker.check(valid(JobRequestDto, request));
  if (has('webhook')) return (part) => valid(WebhookDto, (part as { webhook: object }).webhook);
  if (has('host', 'device_type')) return (args) => valid(NetmikoConnectionArgs, args);
  return has('host', 'version') ? (args) => valid(SnmpConnectionArgs, args) : null;
}

describe('the documentation', () => {
  it.each(EXAMPLES)('has JSON at $place that is accepted', async ({ body, judge }) => {
    await expect(accepted(judge, body)).resolves.toEqual([]);
  });

  it('has some to be judged', () => {
    expect(EXAMPLES.length).toBeGreaterThan(8);
  });
});

/** What is wrong with a body. */
async function accepted(judge: Judge, body: unknown): Promise<unknown[]> {
  try {
    await judge(body as object);
    return [];
  } catch (error) {
    if (error instanceof Problem) return [...(error.extras.errors ?? [])];
    throw error;
  }
}
