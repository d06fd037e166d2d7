import type { CommandNode, CompletedOption } from './command-tree.js';
import { stepsOf, withValue } from './paths.js';

/** The completion of zsh, with what each command and option does. */
export function zshScript(program: string, nodes: readonly CommandNode[]): string {
  const values = nodes.flatMap(({ path, options }) =>
    withValue(options).map((option) => `    ${patterns(path, option)}) ${completion(option)} ;;`),
  );
  const items = nodes.map(({ path, commands, options, argument }) => {
    const flags = options.flatMap(({ flags: names, about }) =>
      names.filter((flag) => flag.startsWith('--')).map((name) => ({ name, about })),
    );
    const described = (list: readonly { name: string; about: string }[]): string =>
      list.map(({ name, about }) => `'${name}:${about}'`).join(' ');
    const choices = argument.kind === 'words' ? argument.words.map((name) => ({ name, about: name })) : [];
    return `    '${path}') items=(${described([...commands, ...choices])}); flags=(${described(flags)}); files=${argument.kind === 'file' ? 1 : 0} ;;`;
  });
  return `#compdef ${program}
_${program}() {
  local path_='' word files=0
  local -a items flags
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$path_ $word" in
${stepsOf(nodes)
  .map(({ from, path }) => `      '${from}') path_='${path}' ;;`)
  .join('\n')}
    esac
  done
  case "$path_ $words[CURRENT-1]" in
${values.join('\n')}
  esac
  case "$path_" in
${items.join('\n')}
  esac
  if [[ $words[CURRENT] == -* ]]; then
    _describe -o option flags
  elif (( files )); then
    _files
  elif (( $#items )); then
    _describe command items
  else
    _describe -o option flags
  fi
}
compdef _${program} ${program}
`;
}

function patterns(path: string, { flags }: CompletedOption): string {
  return flags.map((flag) => `'${path} ${flag}'`).join('|');
}

function completion({ value }: CompletedOption): string {
  if (value.kind === 'file') return '_files; return';
  return value.kind === 'words' ? `compadd -- ${value.words.join(' ')}; return` : 'return';
}
