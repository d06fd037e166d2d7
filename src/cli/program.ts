import { Command } from 'commander';
import { version } from '../version.js';
import { benchCommand } from './bench/bench.command.js';
import { bulkCommand } from './bulk/bulk.command.js';
import { completionCommand } from './completion/completion.command.js';
import { deliveriesCommand, resendCommand } from './deliveries/deliveries.command.js';
import { execCommand } from './exec/exec.command.js';
import { jobsCommand } from './jobs/jobs.command.js';
import { keysCommand } from './keys/keys.command.js';
import { listenCommand } from './listen/listen.command.js';

/** The command line: `npx netpulse <command>`. Each command is a folder beside this file. */
export function netpulseProgram(): Command {
  return new Command('netpulse')
    .description('Runs commands on network devices over REST, and tells by webhook how each job ended.')
    .version(version, '-v, --version')
    .showSuggestionAfterError()
    .addCommand(execCommand())
    .addCommand(bulkCommand())
    .addCommand(jobsCommand())
    .addCommand(deliveriesCommand())
    .addCommand(resendCommand())
    .addCommand(listenCommand())
    .addCommand(keysCommand())
    .addCommand(benchCommand())
    .addCommand(completionCommand());
}
