import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProblemDto } from '../src/problems/problem.dto.js';
import { JOB_KEYS } from '../src/jobs/job-keys.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

const VERSION = 'Cisco IOS Software, Version 15.2(4)\nuptime is 7 days';
const INDEX = 'Template, Hostname, Platform, Command\nversion.textfsm, .*, cisco_ios, sh[[ow]] ver[[sion]]\n';
const TEMPLATE = 'Value VERSION (\\S+)\n\nStart\n  ^.*Version ${VERSION} -> Record\n';

describe('templates', () => {
  let folder: string;
  let service: RunningService;
  let device: SshDevice;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-templates-'));
    writeFileSync(join(folder, 'index'), INDEX);
    writeFileSync(join(folder, 'version.textfsm'), TEMPLATE);
    writeFileSync(
      join(folder, 'vlans.j2'),
      '{% for v in vlans %}vlan {{ v.id }}\n name {{ v.name }}\n{% endfor %}',
    );
    const environment = { NETPULSE_TEMPLATES_DIR: folder, NETPULSE_NTC_TEMPLATES_DIR: folder };
    [service, device] = await Promise.all([
      RunningService.start({ environment }),
      SshDevice.start({ commands: { 'show version': VERSION }, isPrivileged: true }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), device.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const withoutCommand = (changes: object): Record<string, unknown> => {
    const { command: _command, ...request } = aJob(device, { ...changes });
    return request;
  };

  it('render over REST', async () => {
    const request = { name: 'jinja2', template: '{{ xs }} {{ ok }}', context: { xs: [1, null], ok: true } };

    const { status, body } = await service.api.post('/template/render', request);

    expect({ status, body }).toEqual({ status: 200, body: { rendered: '[1, None] True' } });
  });

  it('parse over REST, by a template of the request and by the index', async () => {
    const own = await service.api.post('/template/parse', {
      name: 'textfsm',
      template: TEMPLATE,
      output: VERSION,
    });
    const chosen = { name: 'textfsm', platform: 'cisco_ios', command: 'sh ver', output: VERSION };
    const byIndex = await service.api.post('/template/parse', chosen);

    expect(own.body).toEqual({ parsed: [{ VERSION: '15.2(4)' }] });
    expect(byIndex.body).toEqual({ parsed: [{ version: '15.2(4)' }] });
  });

  it.each([
    ['/template/render', { name: 'mako', template: 'x' }, 'name'],
    ['/template/render', { name: 'jinja2' }, 'template'],
    ['/template/render', { name: 'jinja2', template: 'x', template_name: 'vlans.j2' }, 'template'],
    ['/template/render', { name: 'jinja2', template_name: '../../etc/passwd' }, 'template_name'],
    ['/template/render', { name: 'jinja2', template: '{{ 1 / 0 }}' }, 'template'],
    ['/template/render', { name: 'jinja2', template: 'x', options: { no: 1 } }, 'options.no'],
    ['/template/parse', { name: 'ttp', template: 'x', output: '' }, 'name'],
    ['/template/parse', { name: 'textfsm', output: '' }, 'template'],
    ['/template/parse', { name: 'textfsm', template: 'x', output: '' }, 'template'],
  ])('refuse at %s what is faulty: %j', async (path, request, field) => {
    const { status, body } = await service.api.post<ProblemDto>(path, request);

    expect(status).toBe(422);
    expect(body.errors?.map((error) => error.field)).toContain(field);
  });

  it("make a job's configuration of a named template, whose context lies in Redis sealed", async () => {
    const vlans = [{ id: 10, name: 'topsecret' }];
    const rendering = { name: 'jinja2', template_name: 'vlans.j2', context: { vlans } };

    const job = await service.api.run(withoutCommand({ rendering }));

    expect(job).toMatchObject({ status: 'finished', command: [] });
    expect(job.result?.retval[0]?.command).toBe('vlan 10\n name topsecret');
    const stored = await service.get(RedisConnections).commands.hget(JOB_KEYS.job(job.id), 'data');
    expect(stored).not.toContain('topsecret');
  });

  it("make a job's commands of themselves, and data of what they print", async () => {
    const request = aJob(device, {
      command: ['show {{ what }}'],
      rendering: { name: 'jinja2', context: { what: 'version' } },
      parsing: { name: 'textfsm' },
    });

    const job = await service.api.run(request);

    expect(job.result?.retval).toMatchObject([
      { command: 'show version', stdout: VERSION, parsed: [{ version: '15.2(4)' }] },
    ]);
  });

  it('are chosen by the platform that was found where the request leaves it open', async () => {
    const request = aJob(device, { command: 'show version', parsing: { name: 'textfsm' } });
    Object.assign(request.connection_args as object, { device_type: 'autodetect' });

    const job = await service.api.run(request);

    expect(job.result?.retval).toMatchObject([{ stdout: VERSION, parsed: [{ version: '15.2(4)' }] }]);
  });

  it('keep the output of a job whose parser fails, and say why', async () => {
    const parsing = {
      name: 'textfsm',
      template: 'Value A (x)\n\nStart\n  ^Cisco -> Error "not such a device"\n',
    };

    const job = await service.api.run(aJob(device, { parsing }));

    expect(job.status).toBe('finished');
    const [output] = job.result?.retval ?? [];
    expect(output).toMatchObject({ stdout: VERSION, parsed: null, parse_error: { type: 'TemplateFailed' } });
    expect(output?.parse_error?.message).toContain('not such a device');
  });

  it('fail a job before it touches the device when they cannot be rendered', async () => {
    const rendering = { name: 'jinja2', template: '{{ missing.name }}' };

    const job = await service.api.run(withoutCommand({ rendering }));

    expect(job.result?.error).toEqual({
      type: 'TemplateUndefined',
      message: "'missing' is undefined (line 1)",
    });
    expect(job.result?.retval).toEqual([]);
  });

  it.each([
    [{ rendering: { name: 'mako' } }, 'rendering.name'],
    [{ rendering: { name: 'jinja2', template: 'x' } }, 'rendering'],
    [{ rendering: { name: 'jinja2', template_name: 'nothing.j2' } }, 'rendering.template_name'],
    [{ parsing: { name: 'ttp' } }, 'parsing.name'],
    [{ parsing: { name: 'textfsm', template_name: 'nothing.textfsm' } }, 'parsing.template_name'],
  ])('refuse a job at submit: %j', async (changes, field) => {
    const { status, body } = await service.api.post<ProblemDto>('/jobs', aJob(device, changes));

    expect(status).toBe(422);
    expect(body.errors?.map((error) => error.field)).toContain(field);
  });
});
