import { Argument, Command } from 'commander';
import { print } from '../command-output.js';
import { bashScript } from './bash-script.js';
import { commandTree, type CommandNode, type KnownWords } from './command-tree.js';
import { fishScript } from './fish-script.js';
import { zshScript } from './zsh-script.js';

type Shell = 'bash' | 'zsh' | 'fish';
const SCRIPTS: Readonly<Record<Shell, (program: string, nodes: readonly CommandNode[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `netpulse completion`: prints a script by which a shell completes the words of this command line. */
export function completionCommand(): Command {
  return new Command('completion')
    .description('Print a script that completes commands and options: source <(netpulse completion bash)')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    .action(async (shell: Shell, _options: object, self: Command) => {
      const program = self.parent ?? self;
      print(SCRIPTS[shell](program.name(), commandTree(program, await knownWords())));
    });
}

/** What the service knows by heart is loaded for this command alone. */
export async function knownWords(): Promise<KnownWords> {
  const [{ deviceTypes }, { SCOPES }, { JOB_STATUSES }, { DELIVERY_STATUSES }] = await Promise.all([
    import('../../drivers/netmiko/platforms/platform-registry.js'),
    import('../../scopes.js'),
    import('../../jobs/job-outcome.js'),
    import('../../webhooks/log/delivery-record.js'),
  ]);
  return {
    '--type': deviceTypes(),
    '--scope': SCOPES,
    '--driver': ['netmiko', 'paramiko', 'pyeapi', 'napalm', 'snmp', 'netconf'],
    'jobs list --status': JOB_STATUSES,
    'deliveries --status': DELIVERY_STATUSES,
  };
}
