import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemplateError } from '../template-error.js';
import { readTemplate } from '../template-folder.js';
import { TemplateProcesses } from './template-processes.js';
import type { ThreadTask } from './thread-task.js';

const OPTIONS = { trimBlocks: false, lstripBlocks: false, keepTrailingNewline: false, isStrict: false };
const jinja2 = (text: string, context: object = {}): ThreadTask => ({
  kind: 'jinja2',
  template: { text },
  context,
  options: OPTIONS,
});

let folder: string;
let processes: TemplateProcesses;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpulse-templates-'));
  mkdirSync(join(folder, 'own/switch'), { recursive: true });
  writeFileSync(join(folder, 'own/switch/vlan.j2'), 'vlan {{ id }}');
  writeFileSync(join(folder, 'secret'), 'secret');
  symlinkSync(join(folder, 'secret'), join(folder, 'own/link'));
  writeFileSync(
    join(folder, 'own/index'),
    'Template, Hostname, Platform, Command\na.textfsm, .*, cisco_ios, sh[[ow]] a\n',
  );
  writeFileSync(join(folder, 'own/a.textfsm'), 'Value A (\\d)\n\nStart\n ^${A}\n');
  const own = join(folder, 'own');
  processes = new TemplateProcesses({
    templatesDir: own,
    ntcTemplatesDir: own,
    templateTimeoutSeconds: 1,
    templateProcesses: 2,
  });
});
afterAll(async () => {
  await processes.onApplicationShutdown();
  rmSync(folder, { recursive: true, force: true });
});

async function faultOf(task: ThreadTask): Promise<TemplateError> {
  try {
    await processes.run(task);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('It worked');
}

describe('templates in processes', () => {
  it("render text and the operator's templates, which may include each other", async () => {
    expect(await processes.run(jinja2('{{ a }} {% include "switch/vlan.j2" %}', { a: 1, id: 7 }))).toBe(
      '1 vlan 7',
    );
  });

  it('tell what is wrong with a template', async () => {
    expect(await faultOf(jinja2('{{ 1 / 0 }}'))).toMatchObject({ type: 'TemplateFailed', line: 1 });
  });

  it('are stopped at their deadline, and the next one is served', async () => {
    const endless = jinja2(
      '{% for i in range(1000000) %}{% for j in range(1000000) %}{% endfor %}{% endfor %}',
    );

    expect((await faultOf(endless)).type).toBe('TemplateTimeout');
    expect(await processes.run(jinja2('{{ 1 }}'))).toBe('1');
  });

  it('are stopped when a regular expression never ends', async () => {
    const template = { text: 'Value A (x)\n\nStart\n ^(a+)+$$\n' };
    const task: ThreadTask = {
      kind: 'textfsm',
      template,
      output: `${'a'.repeat(60)}b`,
      platform: null,
      command: null,
    };

    expect((await faultOf(task)).type).toBe('TemplateTimeout');
  });

  it('are stopped when they take too much memory', async () => {
    const bomb = jinja2(
      '{% set xs = [[1]] %}{% for i in range(60) %}{% set _ = xs.append(xs[-1] + xs[-1]) %}{% endfor %}',
    );

    // Slower machines may see the deadline first.
    expect((await faultOf(bomb)).type).toMatch(/^Template(TooLarge|Timeout)$/);
    expect(await processes.run(jinja2('{{ 1 }}'))).toBe('1');
  });

  it('are chosen by the index, and IOS-XE counts as IOS', async () => {
    const task: ThreadTask = {
      kind: 'textfsm',
      template: null,
      output: '7',
      platform: 'cisco_xe_telnet',
      command: 'sh a',
    };

    expect(await processes.run(task)).toEqual([{ a: '7' }]);
    expect((await faultOf({ ...task, command: 'show b' })).type).toBe('TemplateNotFound');
  });
});

describe("the operator's folder", () => {
  it.each([
    '../secret',
    '/etc/passwd',
    'switch/../../secret',
    'link',
    'nothing',
    'switch',
    '.',
    '',
    'a\0b',
    'switch\\vlan.j2',
  ])('gives nothing for %j', (name) => {
    expect(readTemplate(join(folder, 'own'), name)).toBeUndefined();
  });
});
