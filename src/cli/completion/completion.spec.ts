import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { Terminal } from '../../../test/lab/tmux/terminal.js';
import { bashScript } from './bash-script.js';
import { commandTree } from './command-tree.js';
import { fishScript } from './fish-script.js';
import { zshScript } from './zsh-script.js';

const SEEN = { timeout: 15_000, interval: 20 };

const program = new Command('netpulse')
  .addCommand(
    new Command('exec')
      .description("Run commands on a device; it's simple. More.")
      .argument('<host>')
      .option('-t, --type <device_type>', 'its platform')
      .option('--user <name>', 'whom to log in as')
      .option('--config <file>', 'lines')
      .option('--json', 'as JSON'),
  )
  .addCommand(new Command('bulk').argument('<inventory>').option('--json', 'as JSON'))
  .addCommand(
    new Command('keys').addCommand(new Command('create').option('--scope <scope>', 'what it may do')),
  )
  .addCommand(new Command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh'])));
const nodes = commandTree(program, {
  '--type': ['cisco_ios', 'cisco_xr', 'arista_eos'],
  'keys create --scope': ['jobs:read', 'jobs:write', 'admin'],
});

/** What a real bash puts in for a line that was typed so far. */
function completed(line: string): string[] {
  const script = `${bashScript('netpulse', nodes)}
COMP_LINE=$1 COMP_POINT=\${#1}; _netpulse; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['-uc', script, 'bash', line], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  });
  return output.split('\n').filter(Boolean);
}

describe('the completion of bash', () => {
  it.each([
    ['netpulse ', ['exec', 'bulk', 'keys', 'completion', '--help']],
    ['netpulse ex', ['exec']],
    ['netpulse keys ', ['create', '--help']],
    ['netpulse exec r1 --', ['--type', '--user', '--config', '--json', '--help']],
    ['netpulse exec r1 "keys create" --j', ['--json']],
    ['netpulse exec r1 --type cisco', ['cisco_ios', 'cisco_xr']],
    ['netpulse exec r1 -t a', ['arista_eos']],
    ['netpulse exec r1 --user ', []],
    ['netpulse exec r1 --config command', ['command-tree.ts']],
    ['netpulse bulk fish', ['fish-script.ts']],
    ['netpulse bulk --j', ['--json']],
    ['netpulse completion z', ['zsh']],
  ])('of %s', (line, words) => {
    expect(completed(line)).toEqual(words);
  });

  it('puts in only what stands behind a colon, where bash takes that for a word of its own', () => {
    expect(completed('netpulse keys create --scope jobs:r')).toEqual(['read']);
    expect(completed('netpulse keys create --scope jobs')).toEqual(['jobs:read', 'jobs:write']);
  });
});

describe('the completions of zsh and fish', () => {
  it('have each command with what it does, in quotes that nothing in it ends', () => {
    expect(zshScript('netpulse', nodes)).toContain("'exec:Run commands on a device'");
    expect(fishScript('netpulse', nodes)).toContain("-a 'exec' -d 'Run commands on a device'");
  });
});

describe.runIf(isThere('fish'))('the completion of fish', () => {
  /** What a real fish offers for a line that was typed so far. */
  function offered(line: string): string[] {
    const script = `${fishScript('netpulse', nodes)}\ncomplete -C '${line}'`;
    const output = execFileSync('fish', ['--no-config', '-c', script], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    });
    return output.split('\n').filter(Boolean);
  }

  it('offers words with what they do', () => {
    expect(offered('netpulse ex')).toEqual(['exec\tRun commands on a device']);
    expect(offered('netpulse keys ')).toEqual(['create']);
    expect(offered('netpulse exec r1 --ty')).toEqual(['--type\tits platform']);
    expect(offered('netpulse exec r1 --type cisco')).toEqual([
      'cisco_ios\tits platform',
      'cisco_xr\tits platform',
    ]);
    expect(offered('netpulse bulk fish')).toEqual(['fish-script.ts']);
    expect(offered('netpulse keys create --scope jobs:r')).toEqual(['jobs:read\twhat it may do']);
    expect(offered('netpulse completion z')).toEqual(['zsh']);
  });
});

describe.runIf(isThere('zsh') && isThere('tmux'))('the completion of zsh', () => {
  let folder: string;
  let terminal: Terminal;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-zsh-'));
    terminal = await Terminal.open({}, { shell: 'zsh -f', folder: import.meta.dirname });
  });
  afterAll(async () => {
    await terminal.close();
    rmSync(folder, { recursive: true });
  });

  it('puts in what is begun when Tab is pressed', async () => {
    const script = join(folder, 'netpulse.zsh');
    writeFileSync(script, zshScript('netpulse', nodes));
    const completed = async (begun: string, whole: string): Promise<void> => {
      await terminal.press('Tab', begun);
      await expect.poll(() => terminal.screen(), SEEN).toBe(`$ ${whole}`);
      await terminal.press('C-u');
    };

    await terminal.type(`PS1="$ "; autoload -U compinit && compinit -u -D && source ${script} && clear`);

    await expect.poll(() => terminal.screen(), SEEN).toBe('$');
    await completed('netpulse ex', 'netpulse exec');
    await completed('netpulse keys c', 'netpulse keys create');
    await completed('netpulse exec r1 --ty', 'netpulse exec r1 --type');
    await completed('netpulse exec r1 --type cisco_x', 'netpulse exec r1 --type cisco_xr');
    await completed('netpulse exec r1 -t a', 'netpulse exec r1 -t arista_eos');
    await completed('netpulse bulk fish', 'netpulse bulk fish-script.ts');
    await completed('netpulse keys create --scope jobs:r', 'netpulse keys create --scope jobs:read');
    await completed('netpulse completion z', 'netpulse completion zsh');
  });
});

function isThere(program: string): boolean {
  const isInstalled = existsSync(`/usr/bin/${program}`);
  if (!isInstalled) console.warn(`SKIPPED: a completion that needs ${program}: it is not installed`);
  return isInstalled;
}
