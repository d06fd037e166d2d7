import { ClientCredentialsProvider } from '@modelcontextprotocol/client';
import { request } from 'node:http';
import type { AuditRecordDto } from '../src/audit/audit-record.dto.js';
import type { NewKeyDto } from '../src/auth/keys/key.dto.js';
import { SCOPES, type Scope } from '../src/scopes.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import { aJob } from './harness/job-requests.js';
import { McpClient, type McpEra } from './harness/mcp-client.js';
import { RunningService } from './harness/running-service.js';
import { OidcIssuer } from './lab/oidc/oidc-issuer.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

/** Which tools a scope opens. A new tool gets its line here, by somebody who has thought about it. */
const TOOLS: Readonly<Record<string, readonly Scope[]>> = {
  get_job: ['jobs:read'],
  list_deliveries: ['webhooks:read'],
  list_devices_seen: ['jobs:read'],
  push_config: ['mcp:config'],
  resend: ['webhooks:write'],
  run_command: ['mcp:commands', 'jobs:write'],
};
const LONG_OUTPUT = Array.from({ length: 3_000 }, (_, line) => `line ${line} é😀`).join('\r\n');

interface JobAnswer {
  readonly id: string;
  readonly status: string;
  readonly outputs: { command: string; stdout: string; total_chars: number; next_offset: number | null }[];
  readonly error: { type: string } | null;
  readonly hint: string | null;
}

describe('the Model Context Protocol at /mcp', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let issuer: OidcIssuer;
  const clients: McpClient[] = [];

  beforeAll(async () => {
    issuer = await OidcIssuer.start({ audience: 'netpulse', clients: { agent: ['assistants'] } });
    const environment = {
      NETPULSE_OIDC_ISSUER: issuer.url,
      NETPULSE_OIDC_AUDIENCE: 'netpulse',
      NETPULSE_OIDC_ROLES_CLAIM: 'realm_access.roles',
      NETPULSE_OIDC_ROLE_SCOPES: JSON.stringify({ assistants: ['mcp:commands'] }),
      NETPULSE_CREDENTIAL_LAB_USERNAME: 'admin',
      NETPULSE_CREDENTIAL_LAB_PASSWORD: 'pwd123',
    };
    [service, device, receiver] = await Promise.all([
      RunningService.start({ environment }),
      SshDevice.start({ commands: { 'show logging': LONG_OUTPUT, 'show clock': '12:00:00 UTC' } }),
      WebhookReceiver.start(),
    ]);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await Promise.all([service.stop(), device.stop(), receiver.stop(), issuer.stop()]);
  });

  const keyWith = async (request: object): Promise<string> => {
    const { body } = await service.api.post<NewKeyDto>('/keys', { name: 'agent', ...request });
    return body.key;
  };
  const connect = async (scopes: readonly Scope[], networks?: string[], era?: McpEra): Promise<McpClient> => {
    const client = await McpClient.connect(service.url, await keyWith({ scopes, networks }), era);
    clients.push(client);
    return client;
  };
  const onDevice = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
    connection_args: { device_type: 'cisco_ios', host: '127.0.0.1', port: device.port },
    credential: { name: 'env', ref: 'LAB' },
    ...changes,
  });
  const audited = async (query: string, wanted: object): Promise<void> => {
    await vi.waitFor(async () => {
      const { body } = await service.api.get<AuditRecordDto[]>(`/audit?${query}`);
      expect(body).toContainEqual(expect.objectContaining(wanted));
    });
  };

  it.each(SCOPES)(
    'offers to a key with %s what this scope opens, and refuses the rest by its name',
    async (scope) => {
      const isOpened = (name: string): boolean => scope === 'admin' || (TOOLS[name] ?? []).includes(scope);
      const opened = Object.keys(TOOLS).filter(isOpened);
      if (opened.length === 0) {
        await expect(connect([scope])).rejects.toThrow();
        return;
      }
      const client = await connect([scope]);

      expect(await client.tools()).toEqual(opened);
      for (const name of Object.keys(TOOLS).filter((tool) => !isOpened(tool))) {
        const text = await client.refused(name);
        expect(text).toContain(`This needs the scope ${(TOOLS[name] ?? []).join(' or ')}.`);
      }
    },
  );

  it.each<McpEra>(['legacy', 'modern'])(
    'runs a command on a device for a client of the %s revisions',
    async (era) => {
      const client = await connect(['mcp:commands'], undefined, era);

      const job = await client.done<JobAnswer>(
        'run_command',
        onDevice({ command: ['show version', 'show clock'] }),
      );

      expect(job).toMatchObject({ status: 'finished', error: null, hint: null });
      expect(job.outputs.map(({ command }) => command)).toEqual(['show version', 'show clock']);
      expect(job.outputs[0]?.stdout).toContain('Cisco IOS Software');
      expect(client.protocolVersion?.startsWith('2025') ?? false).toBe(era === 'legacy');
    },
  );

  it('lets a client find the issuer by itself, log in there, and do what its roles may', async () => {
    const { url: expectedIssuer, clientSecret } = issuer;
    const client = await McpClient.logIn(
      service.url,
      new ClientCredentialsProvider({ clientId: 'agent', clientSecret, expectedIssuer }),
    );
    clients.push(client);

    expect(await client.tools()).toEqual(['run_command']);
    const job = await client.done<JobAnswer>('run_command', onDevice({ command: 'show version' }));
    await audited(`job_id=${job.id}`, { tool: 'run_command', actor: { id: 'oidc:agent', name: 'agent' } });
  });

  it('tells a host what a tool may do', async () => {
    const client = await connect(['jobs:write', 'mcp:config']);

    expect(await client.about('run_command')).toMatchObject({ annotations: { readOnlyHint: true } });
    expect(await client.about('push_config')).toMatchObject({
      annotations: { readOnlyHint: false, destructiveHint: true },
      inputSchema: { additionalProperties: false, required: ['connection_args', 'config'] },
    });
  });

  it.each([
    ['command', { command: 'reload' }],
    ['command', { command: ['show version', 'show run | redirect flash:x'] }],
    ['config', { command: 'show version', config: 'hostname x' }],
    ['driver_args', { command: 'show version', driver_args: {} }],
    ['webhook', { command: 'show version', webhook: { url: 'http://127.0.0.1/' } }],
    [
      'connection_args.device_type',
      { command: 'show version', connection_args: { host: '127.0.0.1', device_type: 'x' } },
    ],
    ['credential.name', { command: 'show version', credential: { name: 'nobody', ref: 'x' } }],
    ['driver', { command: 'show version', driver: 'nothing' }],
    ['wait_seconds', { command: 'show version', wait_seconds: 1_000 }],
  ])('refuses a call and names its field: %s in %j', async (field, changes) => {
    const client = await connect(['jobs:write']);
    const sessions = device.sessionCount;

    expect(await client.refused('run_command', onDevice(changes))).toContain(field);
    expect(device.sessionCount).toBe(sessions);
  });

  it('echoes no password, wherever it is', async () => {
    const client = await connect(['jobs:write']);
    const login = { host: '127.0.0.1', port: device.port, username: 'admin' };
    const wrong = {
      command: 'show version',
      connection_args: { ...login, passwrd: 'hunter2-mcp', device_type: 'x' },
    };
    const right = { ...login, device_type: 'cisco_ios', password: 'hunter2-mcp' };

    expect(await client.refused('run_command', wrong)).not.toContain('hunter2');
    const job = await client.done<JobAnswer>('run_command', {
      command: 'show version',
      connection_args: right,
    });

    expect(job).toMatchObject({ status: 'failed', error: { type: 'AuthenticationFailed' } });
    expect(JSON.stringify(job)).not.toContain('hunter2');
    expect(service.log).not.toContain('hunter2-mcp');
  });

  it('runs jobs by the rules of REST: devices of the key, idempotency, audit', async () => {
    const client = await connect(['jobs:write', 'jobs:read'], ['127.0.0.0/8']);
    const elsewhere = { connection_args: { device_type: 'cisco_ios', host: '192.0.2.1' } };
    const once = onDevice({ command: 'show version', idempotency_key: 'only-once' });

    expect(
      await client.refused('run_command', onDevice({ command: 'show version', ...elsewhere })),
    ).toContain('device-forbidden');
    const first = await client.done<JobAnswer>('run_command', once);
    const second = await client.done<JobAnswer>('run_command', once);

    expect(second.id).toBe(first.id);
    expect((await service.api.get<JobDto>(`/jobs/${first.id}`)).body.status).toBe('finished');
    await audited('host=192.0.2.1', {
      action: 'POST /mcp',
      tool: 'run_command',
      problem: 'device-forbidden',
    });
    await audited(`job_id=${first.id}`, { tool: 'run_command', driver: 'netmiko', operation: 'command' });
  });

  it('keeps reading and the talk of the protocol out of the audit trail, and refusals in', async () => {
    const client = await connect(['jobs:read'], ['127.0.0.0/8']);
    await client.done('list_devices_seen');
    await client.refused('resend');

    await audited('limit=100', { tool: 'resend', problem: 'scope-missing' });
    await (await connect(['mcp:commands'])).refused('run_command', { comand: 'show version' });
    await audited('limit=100', { tool: 'run_command', problem: 'invalid' });
    const { body } = await service.api.get<AuditRecordDto[]>('/audit?limit=100');
    expect(body.filter(({ tool, problem }) => tool === 'list_devices_seen' && !problem)).toEqual([]);
    expect(
      body.filter(({ action, status, tool }) => action === 'POST /mcp' && status === 200 && !tool),
    ).toEqual([]);
  });

  it('pushes configuration for a key that may', async () => {
    const client = await connect(['mcp:config']);

    const job = await client.done<JobAnswer>(
      'push_config',
      onDevice({ config: ['interface Gi0/1', 'description by mcp'] }),
    );

    expect(job).toMatchObject({ status: 'finished', error: null });
    expect(device.config.join('\n')).toContain('description by mcp');
  });

  it('cuts a long output with a mark, and reads on from there to its end', async () => {
    const client = await connect(['mcp:commands', 'jobs:read']);

    const job = await client.done<JobAnswer>('run_command', onDevice({ command: 'show logging' }));
    const { body } = await service.api.get<JobDto>(`/jobs/${job.id}`);
    const whole = body.result?.retval[0]?.stdout ?? '';
    expect(job.outputs[0]).toMatchObject({ total_chars: whole.length, next_offset: expect.any(Number) });
    expect(job.outputs[0]?.stdout).toMatch(/\n\[NetPulse: cut here, \d+ of \d+ characters follow\]$/);
    expect(job.hint).toContain('get_job');

    let read = '';
    for (let offset: number | null = 0; offset !== null;) {
      const args = { id: job.id, output_index: 0, offset, max_chars: 15_001 };
      const part: JobAnswer = await client.done<JobAnswer>('get_job', args);
      read += part.outputs[0]?.stdout.replace(/\n\[NetPulse: cut here.*\]$/, '') ?? '';
      offset = part.outputs[0]?.next_offset ?? null;
    }
    expect(read).toBe(whole);
  });

  it('lists the devices that jobs were run on, the newest first and page by page, to a key only its own', async () => {
    const other = { connection_args: { ...(aJob(device).connection_args as object), host: 'localhost' } };
    await service.api.run(aJob(device));
    await service.api.run(aJob(device, other));
    const client = await connect(['jobs:read']);
    const limited = await connect(['jobs:read'], ['127.0.0.0/8']);
    type Page = { devices: { host: string; last_job: object }[]; next_cursor: string | null };

    const first = await client.done<Page>('list_devices_seen', { limit: 1 });
    const second = await client.done<Page>('list_devices_seen', { limit: 1, cursor: first.next_cursor });

    expect(first.devices).toMatchObject([
      {
        host: 'localhost',
        driver: 'netmiko',
        device_type: 'cisco_ios',
        last_job: { status: 'finished', operation: 'command' },
      },
    ]);
    expect(second.devices).toMatchObject([{ host: '127.0.0.1' }]);
    const own = await limited.done<Page>('list_devices_seen');
    expect(own.devices.map(({ host }) => host)).toEqual(['127.0.0.1']);
  });

  it('lists deliveries, and sends one again', async () => {
    const { id } = await service.api.run(
      aJob(device, { webhook: { name: 'basic', url: receiver.url('/mcp') } }),
    );
    await receiver.next();
    const client = await connect(['webhooks:read', 'webhooks:write']);
    type Page = { deliveries: { id: string; status: string }[] };
    const delivered = await vi.waitFor(async () => {
      const { deliveries } = await client.done<Page>('list_deliveries', { job_id: id });
      expect(deliveries).toMatchObject([
        { status: 'delivered', attempts: 1, last_attempt: { status_code: 200 } },
      ]);
      return deliveries[0]?.id ?? '';
    });

    await client.done('resend', { id: delivered });

    expect(String((await receiver.next()).body)).toContain(id);
    expect(await client.refused('resend', { id: 'nothing' })).toMatch(/^not-found: /);
    expect(await client.refused('list_deliveries', { since: 'yesterday' })).toContain('since');
    await audited('limit=100', { tool: 'resend', location: `/webhooks/deliveries/${delivered}` });
  });

  describe('over plain HTTP', () => {
    const send = async (method: string, headers: Record<string, string>, body?: unknown): Promise<Response> =>
      fetch(`${service.url}/mcp`, {
        method,
        headers: {
          Accept: 'application/json, text/event-stream',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const authorized = (): Record<string, string> => ({ 'X-API-KEY': service.apiKey });

    it('asks for a key, and says how', async () => {
      const response = await send('POST', {}, list);

      expect(response.status).toBe(401);
      const metadata = `${service.url}/.well-known/oauth-protected-resource/mcp`;
      expect(response.headers.get('www-authenticate')).toBe(`Bearer resource_metadata="${metadata}"`);
    });

    it('keeps no session: each message stands for itself, and there is nothing to open or to end', async () => {
      expect((await send('POST', authorized(), list)).status).toBe(200);
      for (const method of ['GET', 'DELETE']) {
        const response = await send(method, authorized());
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toBe('POST');
      }
      const listen = await send('POST', authorized(), { ...list, method: 'subscriptions/listen' });
      expect([listen.status, await listen.json()]).toMatchObject([404, { id: 1, error: { code: -32601 } }]);
    });

    it('takes one message a request, so that each call counts against the rate limit', async () => {
      expect((await send('POST', authorized(), [list, list])).status).toBe(400);
    });

    it('is closed to web pages, also to those that pretend to be this machine', async () => {
      expect((await send('POST', { ...authorized(), Origin: 'https://evil.example' }, list)).status).toBe(
        403,
      );
      const rebound = await new Promise<number | undefined>((resolve, reject) => {
        const { hostname, port } = new URL(service.url);
        const headers = { ...authorized(), 'Content-Type': 'application/json', Host: `evil.example:${port}` };
        request({ host: hostname, port, path: '/mcp', method: 'POST', headers, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end(JSON.stringify(list));
      });
      expect(rebound).toBe(403);
    });
  });
});
