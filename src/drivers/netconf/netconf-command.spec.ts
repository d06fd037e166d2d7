import { plainToInstance } from 'class-transformer';
import { configElement, configFault } from './config-element.js';
import { Capabilities } from './hello.js';
import { lacks, parseCommand } from './netconf-command.js';
import { NetconfDriverArgs } from './netconf-driver-args.js';

const args = (more: object = {}): NetconfDriverArgs => plainToInstance(NetconfDriverArgs, more);

function bodyOf(command: string, more: object = {}): string {
  const parsed = parseCommand(command, args(more));
  return parsed.kind === 'operation' ? parsed.operation.body : parsed.kind;
}

describe('parseCommand', () => {
  it.each([
    ['get', {}, '<get></get>'],
    ['get-config', {}, '<get-config><source><running/></source></get-config>'],
    ['get-config', { source: 'startup' }, '<get-config><source><startup/></source></get-config>'],
    ['get-config candidate', {}, '<get-config><source><candidate/></source></get-config>'],
    ['get', { filter: '<a/>' }, '<get><filter type="subtree"><a/></filter></get>'],
    [
      'get',
      { filter: '/a:b[c="<"]', filter_namespaces: { a: 'urn:a' } },
      '<get><filter type="xpath" xmlns:a="urn:a" select="/a:b[c=&quot;&lt;&quot;]"/></get>',
    ],
    [
      'get',
      { with_defaults: 'trim' },
      '<get><with-defaults xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults">trim</with-defaults></get>',
    ],
    ['lock candidate', {}, '<lock><target><candidate/></target></lock>'],
    ['commit a&b', {}, '<commit><persist-id>a&amp;b</persist-id></commit>'],
    ['validate', {}, '<validate><source><candidate/></source></validate>'],
    [
      'copy-config running startup',
      {},
      '<copy-config><target><startup/></target><source><running/></source></copy-config>',
    ],
    ['<?xml version="1.0"?>\n<get/>', {}, '<get/>'],
    ['<rpc message-id="1"><get/></rpc>', {}, '<get/>'],
    ['capabilities', {}, 'capabilities'],
  ])('reads %s with %j', (command, more, body) => {
    expect(bodyOf(command, more)).toBe(body);
  });

  it('keeps the prefixes of a request, and leaves its id and its namespace out', () => {
    const rpc = `<rpc xmlns:j="urn:j" message-id='9' xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><j:get/></rpc>`;

    expect(parseCommand(rpc, args())).toMatchObject({
      operation: { body: '<j:get/>', attributes: 'xmlns:j="urn:j"' },
    });
  });

  it('knows what leaves something behind in a session', () => {
    expect(parseCommand('lock running', args())).toMatchObject({ bindsSession: true });
    expect(parseCommand('<nc:lock xmlns:nc="u"/>', args())).toMatchObject({ bindsSession: true });
    expect(parseCommand('get', args())).toMatchObject({ bindsSession: false });
  });

  it.each([
    ['show version', 'must be the XML of an operation, or begin with one of: capabilities, get,'],
    ['constructor', 'must be the XML of an operation'],
    ['get-config flash', 'must name a datastore: running, candidate, startup'],
    ['lock', 'must name a datastore'],
    ['lock running now', 'must be: lock TARGET'],
    ['get-schema', 'must be: get-schema MODULE [REVISION]'],
    ['cancel-commit', 'must be: cancel-commit PERSIST-ID'],
    ['<get>', 'must be well-formed XML'],
    ['<get/>]]>]]><rpc/>', 'must not contain ]]>]]>'],
  ])('refuses "%s"', (command, message) => {
    expect(() => parseCommand(command, args())).toThrow(message);
  });
});

describe('what a device can do', () => {
  const capabilities = new Capabilities([
    'urn:ietf:params:netconf:base:1.1',
    'urn:ietf:params:netconf:capability:validate:1.0',
    'urn:ietf:params:netconf:capability:with-defaults:1.0?basic-mode=explicit',
  ]);

  it('is asked by name and version', () => {
    expect(capabilities.has('validate')).toBe(true);
    expect(capabilities.has('validate', '1.1')).toBe(false);
    expect(capabilities.has('valid')).toBe(false);
    expect(lacks(capabilities, ['with-defaults', 'xpath'])).toBe('xpath');
  });
});

describe('a configuration', () => {
  it('is wrapped in <config> unless it is one', () => {
    expect(configElement('<a/>\n<b/>')).toBe('<config><a/>\n<b/></config>');
    expect(configElement('<?xml version="1.0"?><config><a/></config>')).toBe('<config><a/></config>');
    expect(configElement('<nc:config xmlns:nc="u"><a/></nc:config >')).toBe(
      '<nc:config xmlns:nc="u"><a/></nc:config >',
    );
    expect(configElement('<configuration><a/></configuration>')).toBe(
      '<config><configuration><a/></configuration></config>',
    );
  });

  it.each([
    ['interface eth0', 'must be XML'],
    ['<a>', 'must be well-formed XML'],
    ['<a/></config></edit-config>', 'must be well-formed XML'],
    ['<config/><config><a/></config>', undefined],
  ])('%s', (text, fault) => {
    const found = configFault(text);
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });
});
