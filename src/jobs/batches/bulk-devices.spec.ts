import { plainToInstance } from 'class-transformer';
import { BulkCommonDto } from './bulk-request.dto.js';
import { jobRequestFor } from './bulk-devices.js';

function requestOf(common: object, device: object): object {
  const dto = plainToInstance(BulkCommonDto, { driver: 'netmiko', ...common });
  return JSON.parse(JSON.stringify(jobRequestFor(dto, device))) as object;
}

const vlans = {
  rendering: {
    name: 'jinja2',
    template: 'vlan {{ vlan }}',
    context: { vlan: 1, site: 'Bern' },
    options: { trim_blocks: true },
  },
};

describe('what one device of a bulk request has of its own', () => {
  it('is laid over the context and the options of the template for all', () => {
    const own = { rendering: { context: { vlan: 20 }, options: { undefined: 'strict' } } };

    expect(requestOf(vlans, own)).toMatchObject({
      rendering: {
        name: 'jinja2',
        template: 'vlan {{ vlan }}',
        context: { vlan: 20, site: 'Bern' },
        options: { trim_blocks: true, undefined: 'strict' },
      },
    });
  });

  it('is another template instead of that for all', () => {
    const { rendering } = requestOf(vlans, { rendering: { template_name: 'old.j2' } }) as {
      rendering: object;
    };

    expect(rendering).toMatchObject({ name: 'jinja2', template_name: 'old.j2', context: { site: 'Bern' } });
    expect(rendering).not.toHaveProperty('template');
  });

  it('is a template instead of the command for all', () => {
    const request = requestOf({ command: 'show version' }, vlans);

    expect(request).toMatchObject(vlans);
    expect(request).not.toHaveProperty('command');
  });

  it('is a command instead of the template for all, rendered with its context', () => {
    const request = requestOf(vlans, { command: 'show vlan {{ vlan }}' });

    expect(request).toMatchObject({
      command: 'show vlan {{ vlan }}',
      rendering: { name: 'jinja2', context: { vlan: 1 } },
    });
    expect(request).not.toHaveProperty('rendering.template');
  });

  it('is another parser template instead of the index', () => {
    const common = { command: 'show version', parsing: { name: 'textfsm' } };

    expect(requestOf(common, { parsing: { template: 'Value X (.)' } })).toMatchObject({
      command: 'show version',
      parsing: { name: 'textfsm', template: 'Value X (.)' },
    });
  });

  it.each([
    [{ rendering: 'x' }, /rendering/],
    [{ rendering: { context: [] } }, /rendering.context: must be an object/],
    [{ parsing: { template: '' } }, /parsing.template: should not be empty/],
    [{ parsing: { nmae: 'textfsm' } }, /parsing.nmae: is not a known field/],
  ])('is refused when it is %j', (device, reason) => {
    expect(() => requestOf(vlans, device)).toThrow(reason);
  });
});
