import type { CommandNode, CompletedOption } from './command-tree.js';
import { stepsOf, withValue } from './paths.js';

/**
 * The completion of bash. It reads the line itself: bash would split `jobs:read` at its colon, and puts a reply in the
 * place of what stands behind the last one.
 */
export function bashScript(program: string, nodes: readonly CommandNode[]): string {
  const values = nodes.flatMap(({ path, options }) =>
    withValue(options).map((option) => `    ${patterns(path, option)}) ${completion(program, option)} ;;`),
  );
  const words = nodes.map(({ path, commands, options, argument }) => {
    const flags = options.flatMap((option) => option.flags.filter((flag) => flag.startsWith('--')));
    const choices = argument.kind === 'words' ? argument.words : [];
    const all = [...commands.map(({ name }) => name), ...choices, ...flags].join(' ');
    return `    '${path}') words='${all}'; files=${argument.kind === 'file' ? 1 : 0} ;;`;
  });
  return `# bash completion of ${program}
_${program}() {
  local line=\${COMP_LINE:0:COMP_POINT} path='' words='' files=0 cur prev word
  local -a typed
  read -ra typed <<< "$line"
  [[ $line == *[[:blank:]] ]] && typed+=('')
  cur=\${typed[-1]} prev=\${typed[-2]-}
  for word in "\${typed[@]:1:\${#typed[@]}-2}"; do
    case "$path $word" in
${stepsOf(nodes)
  .map(({ from, path }) => `      '${from}') path='${path}' ;;`)
  .join('\n')}
    esac
  done
  COMPREPLY=()
  case "$path $prev" in
${values.join('\n')}
  esac
  case "$path" in
${words.join('\n')}
  esac
  if [[ $cur != -* ]] && ((files)); then _${program}_files; else _${program}_words "$words"; fi
}
_${program}_words() {
  local reply
  while read -r reply; do
    [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]] && reply=\${reply#"\${cur%:*}:"}
    COMPREPLY+=("$reply")
  done < <(compgen -W "$1" -- "$cur")
}
_${program}_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}
complete -F _${program} ${program}
`;
}

function patterns(path: string, { flags }: CompletedOption): string {
  return flags.map((flag) => `'${path} ${flag}'`).join('|');
}

function completion(program: string, { value }: CompletedOption): string {
  if (value.kind === 'file') return `_${program}_files; return`;
  return value.kind === 'words' ? `_${program}_words '${value.words.join(' ')}'; return` : 'return';
}
