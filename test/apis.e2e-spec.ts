import { RunningService } from './harness/running-service.js';
import { EapiSwitch } from './lab/eapi/eapi-switch.js';

interface JobBody {
  readonly id: string;
  readonly status: string;
  readonly result: {
    readonly retval: readonly { readonly stdout: string; readonly parsed: unknown }[];
    readonly error: { readonly type: string } | null;
  };
}

describe('jobs for the drivers of APIs', () => {
  let service: RunningService;
  let device: EapiSwitch;

  beforeAll(async () => {
    device = await EapiSwitch.start({
      commands: {
        'show lldp neighbors': { json: { lldpNeighbors: [{ port: 'Et1', neighborDevice: 's' }] } },
      },
    });
    service = await RunningService.start();
  });

  afterAll(async () => {
    await service.stop();
    await device.stop();
  });

  const reach = (more: object = {}) => ({
    host: '127.0.0.1',
    port: device.port,
    transport: 'http',
    username: 'admin',
    password: 'pwd123',
    ...more,
  });

  async function run(body: object): Promise<JobBody> {
    const submitted = await service.api.post('/jobs', body);
    expect(submitted.status).toBe(202);
    const { id } = submitted.body as JobBody;
    return (await service.api.get(`/jobs/${id}?wait=20`)).body as JobBody;
  }

  it('bring the JSON of eAPI as data', async () => {
    const job = await run({ driver: 'pyeapi', connection_args: reach(), command: 'show version' });

    expect(job.status).toBe('finished');
    expect(job.result.retval[0]?.parsed).toMatchObject({ version: '4.29.2F' });
  });

  it('bring a getter, and merged configuration with its diff', async () => {
    const eos = { driver: 'napalm', connection_args: reach({ device_type: 'eos' }) };

    const neighbors = await run({ ...eos, command: 'get_lldp_neighbors' });
    const merged = await run({ ...eos, config: 'vlan 7', driver_args: { dry_run: true } });

    expect(neighbors.result.retval[0]?.parsed).toEqual({ Et1: [{ hostname: 's', port: '' }] });
    expect(merged.result.retval[0]?.parsed).toMatchObject({ committed: false });
    expect(merged.result.retval[0]?.stdout).toContain('+vlan 7');
    expect(device.state.running).not.toContain('vlan 7');
  });

  it('are refused at submit for an unknown getter', async () => {
    const answer = await service.api.post('/jobs', {
      driver: 'napalm',
      connection_args: reach({ device_type: 'eos' }),
      command: ['get_facts', 'get_everything'],
    });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ errors: [{ field: 'command' }] });
  });
});
