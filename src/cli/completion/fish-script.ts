import type { CommandNode, CompletedOption } from './command-tree.js';
import { stepsOf } from './paths.js';

/** The completion of fish: a line for each command and option. */
export function fishScript(program: string, nodes: readonly CommandNode[]): string {
  const steps = stepsOf(nodes).map(
    ({ from, path }) => `            case '${from}'\n                set path '${path}'`,
  );
  const lines = nodes.flatMap(({ path, commands, options, argument }) => {
    const at = `complete -c ${program} -n '__${program}_at "${path}"'`;
    return [
      ...(argument.kind === 'file' ? [`${at} -F`] : []),
      ...(argument.kind === 'words' ? [`${at} -a '${argument.words.join(' ')}'`] : []),
      ...commands.map(({ name, about }) => `${at} -a '${name}' -d '${about}'`),
      ...options.map((option) => `${at} ${optionText(option)}`),
    ];
  });
  return `# fish completion of ${program}
function __${program}_at
    set -l path ''
    for word in (commandline -opc)[2..]
        switch "$path $word"
${steps.join('\n')}
        end
    end
    test "$path" = "$argv[1]"
end
complete -c ${program} -f
${lines.join('\n')}
`;
}

function optionText({ flags, about, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return `${names.join(' ')} ${valueText(value)}-d '${about}'`;
}

function valueText(value: CompletedOption['value']): string {
  if (value.kind === 'none') return '';
  if (value.kind === 'file') return '-r -F ';
  return value.kind === 'words' ? `-x -a '${value.words.join(' ')}' ` : '-x ';
}
