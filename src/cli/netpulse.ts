import { Command } from 'commander';
import { version } from '../version.js';
import { keysCommand } from './keys/keys.command.js';
import { listenCommand } from './listen/listen.command.js';

/** The command line: `npx netpulse <command>`. Each command is a folder beside this file. */
await new Command('netpulse')
  .description('Runs commands on network devices over REST, and tells by webhook how each job ended.')
  .version(version, '-v, --version')
  .showSuggestionAfterError()
  .addCommand(listenCommand())
  .addCommand(keysCommand())
  .parseAsync();
