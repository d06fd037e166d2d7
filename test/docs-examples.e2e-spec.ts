import { isJSONRPCRequest } from '@modelcontextprotocol/client';
import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../src/auth/actor.js';
import { KeyRequestDto } from '../src/auth/keys/key.dto.js';
import { ConfigModule } from '../src/config/config.module.js';
import { readSettings, type Settings } from '../src/config/settings.js';
import { CredentialResolver } from '../src/credentials/credential-resolver.js';
import { EnvProvider } from '../src/credentials/providers/env.provider.js';
import { FileProvider } from '../src/credentials/providers/file.provider.js';
import { VaultKvProvider } from '../src/credentials/providers/vault/vault-kv.provider.js';
import { DriversModule } from '../src/drivers/drivers.module.js';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import { SnmpConnectionArgs } from '../src/drivers/snmp/snmp-connection-args.js';
import { BulkJudge } from '../src/jobs/batches/bulk-judge.js';
import { DeviceTestRequestDto } from '../src/jobs/device-test.dto.js';
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
import { ParseRequestDto, RenderRequestDto } from '../src/templates/template.dto.js';
import { TextFsmParser } from '../src/templates/textfsm/textfsm.parser.js';
import { CallersModule } from '../src/webhooks/callers/callers.module.js';
import { BasicCaller } from '../src/webhooks/callers/basic.caller.js';
import { EventCaller } from '../src/webhooks/callers/event.caller.js';
import { StandardCaller } from '../src/webhooks/callers/standard.caller.js';
import { WebhookHttpModule } from '../src/webhooks/http/webhook-http.module.js';
import { PauseRequestDto } from '../src/webhooks/destinations/destinations.dto.js';
import { RecoveryRequestDto } from '../src/webhooks/recoveries/recovery.dto.js';
import { SubscriptionRequestDto } from '../src/webhooks/subscriptions/subscription.dto.js';
import { WebhookDto } from '../src/webhooks/webhook.dto.js';
import { WebhookTestDto } from '../src/webhooks/webhooks.dto.js';
import { docExamples, type DocExample } from './harness/doc-examples.js';

type Judge = (body: object) => unknown;

const EXAMPLES = docExamples();
let folder: string;
let settings: Settings;
let checker: JobRequestChecker;
let bulk: BulkJudge;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netpulse-docs-'));
  writeFileSync(join(folder, 'index'), 'Template, Hostname, Platform, Command\n');
  settings = readSettings({ NETPULSE_DATA_DIR: folder, NETPULSE_NTC_TEMPLATES_DIR: folder });
  const plugins = [
    ...[Jinja2Renderer, TextFsmParser],
    ...[EnvProvider, FileProvider, VaultKvProvider],
    ...[BasicCaller, EventCaller, StandardCaller],
  ];
  const module = await Test.createTestingModule({
    imports: [
      ConfigModule.with(settings),
      SecretsModule,
      PluginsModule,
      DriversModule,
      WebhookHttpModule,
      CallersModule,
    ],
    providers: [
      JobRequestChecker,
      BulkJudge,
      CredentialResolver,
      TemplateChecker,
      TemplateProcesses,
      ...plugins.map(providePlugin),
    ],
  }).compile();
  module.get(PluginRegistry).onModuleInit();
  checker = module.get(JobRequestChecker);
  bulk = module.get(BulkJudge);
});
afterAll(() => rmSync(folder, { recursive: true }));

const valid = <T extends object>(dto: Type<T>, body: object): T => {
  const judged = validatePart(dto, body, '');
  if (!judged.ok) throw invalid(judged.errors);
  return judged.value;
};
/** Changes are laid over what is there before they are judged. */
const subscription = { name: 'event', url: 'http://127.0.0.1:8080/' };

const BY_PATH: readonly (readonly [RegExp, Judge])[] = [
  [/^POST \/(?:jobs|device\/exec)$/, (body) => checker.check(valid(JobRequestDto, body))],
  [/^POST \/(?:jobs|device)\/bulk$/, (body) => bulk.judge(body, ROOT)],
  [/^POST \/device\/test$/, (body) => checker.checkTest(valid(DeviceTestRequestDto, body))],
  [/^POST \/template\/render$/, (body) => valid(RenderRequestDto, body)],
  [/^POST \/template\/parse$/, (body) => valid(ParseRequestDto, body)],
  [/^POST \/webhooks\/test$/, (body) => valid(WebhookTestDto, body)],
  [/^POST \/webhooks\/subscriptions$/, (body) => valid(SubscriptionRequestDto, body)],
  [
    /^PATCH \/webhooks\/subscriptions\//,
    (body) => valid(SubscriptionRequestDto, { ...subscription, ...body }),
  ],
  [/^POST \/webhooks\/destinations\/[^/]+\/pause$/, (body) => valid(PauseRequestDto, body)],
  [/^POST \/webhooks\/deliveries\/resend$/, (body) => valid(RecoveryRequestDto, body)],
  [/^POST \/keys$/, (body) => valid(KeyRequestDto, body)],
  [/^POST \/mcp$/, (body) => expect(isJSONRPCRequest(body)).toBe(true)],
];

/** What JSON that stands alone is: null where it is no request, or only a part that says nothing by itself. */
function judgeOf({ path, method, body }: DocExample): Judge | null | undefined {
  if (path !== '') return BY_PATH.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1];
  const has = (...fields: readonly string[]): boolean =>
    typeof body === 'object' && body !== null && fields.every((field) => Object.hasOwn(body, field));
  if (has('driver', 'connection_args')) return (request) => checker.check(valid(JobRequestDto, request));
  if (has('webhook')) return (part) => valid(WebhookDto, (part as { webhook: object }).webhook);
  if (has('host', 'device_type')) return (args) => valid(NetmikoConnectionArgs, args);
  return has('host', 'version') ? (args) => valid(SnmpConnectionArgs, args) : null;
}

describe('the documentation', () => {
  it.each(EXAMPLES.filter((example) => judgeOf(example) !== null))(
    'has a request at $place that is accepted: $method $path',
    async (example) => {
      const judge = judgeOf(example);

      expect(judge, 'somebody to judge it').toBeDefined();
      expect(example.body, 'JSON').toBeTypeOf('object');
      await expect(accepted(judge, example.body)).resolves.toEqual([]);
    },
  );

  it('has requests to everything that takes much to write', () => {
    const paths = new Set(EXAMPLES.map(({ path }) => path));

    expect([...paths]).toEqual(
      expect.arrayContaining(['/jobs', '/jobs/bulk', '/device/test', '/webhooks/subscriptions']),
    );
    expect(EXAMPLES.length).toBeGreaterThan(20);
  });
});

/** What is wrong with a body. */
async function accepted(judge: Judge | null | undefined, body: unknown): Promise<unknown[]> {
  try {
    await judge?.(body as object);
    return [];
  } catch (error) {
    if (error instanceof Problem) return [...(error.extras.errors ?? [])];
    throw error;
  }
}
