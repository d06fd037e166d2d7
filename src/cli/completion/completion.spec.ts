import { execFileSync } from 'node:child_process';
import { Argument, Command } from 'commander';
import { bashScript } from './bash-script.js';
import { commandTree } from './command-tree.js';
import { fishScript } from './fish-script.js';
import { zshScript } from './zsh-script.js';

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
