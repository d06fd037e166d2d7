import { shellQuoted } from './shell-quote.js';

/** What is run on the host, and how. */
export interface RemoteProgram {
  /** A command line for the user's shell, or the text of a script for an interpreter. */
  readonly work:
    | { readonly kind: 'command'; readonly text: string }
    | { readonly kind: 'script'; readonly text: string; readonly interpreter: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string | null;
  /** The user that sudo makes of the one who logged in; null for no sudo. */
  readonly sudoUser: string | null;
  /** Whether there is a password that sudo may ask for. */
  readonly canAnswerSudo: boolean;
  readonly hasTerminal: boolean;
}

/** Written to the program's input: everything of the session is killed. Its end does the same. */
export const KILL_LINE = 'kill\n';

/** Exit status of a host where the working directory is not to be entered; ssh's and env's own for "could not be run". */
const CANNOT_RUN = 126;

/** What asks for sudo's password; `mark` is random, so that no output of a command is taken for it. */
export function sudoPrompt(mark: string): string {
  return `${mark}-password:`;
}

/**
 * The command line for sshd, which hands it to the user's login shell. That may be one of csh's or fish's kind, so it is one
 * line in single quotes, without `!`, backslashes and single quotes in it: the only quoting that all of them share. It is the
 * same for every program: what a program is, environment included, goes through its input, out of sight of `ps`.
 *
 * @param mark printed as soon as the shell has started: what a login's own scripts say comes before it
 */
export function commandLine(mark: string, { sudoUser, canAnswerSudo, hasTerminal }: RemoteProgram): string {
  const tellStart = hasTerminal ? `echo ${mark}` : `echo ${mark}; echo ${mark} >&2`;
  const shell = `/bin/sh -c '${tellStart}; IFS= read -r p && eval "$p"'`;
  if (sudoUser === null) return `exec ${shell}`;
  const asking = canAnswerSudo ? `-S -p ${sudoPrompt(mark)}` : '-n';
  return `exec sudo ${asking} -u ${sudoUser} -- ${shell}`;
}

/**
 * The line that the started shell reads: the program. Beside the work runs a watchman who reads on: at {@link KILL_LINE}, or when
 * the connection is gone, he ends the whole process group, first with TERM, a second later with KILL. sshd begins a session,
 * and sudo with a terminal does too, so the group is nobody else's.
 */
export function programLine(program: RemoteProgram): string {
  const { environment, workingDirectory } = program;
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${oneLine(value)}; `);
  return [
    // `$(...)` would cut a newline at its end.
    'np_n=$(printf "\\nx"); np_n=${np_n%x}; exec 3<&0 </dev/null; ',
    '( IFS= read -r np_r; trap "" TERM HUP; kill -TERM 0; sleep 1; kill -KILL 0 ) <&3 >/dev/null 2>&1 & np_w=$!; ',
    // Told to end, it stays until the KILL: whoever sees it gone sees the whole group gone.
    'np_k=; trap np_k=1 TERM; np_end() { exec >/dev/null 2>&1; [ -z "$np_k" ] || sleep 2; kill -KILL "$np_w"; exit "$1"; }; ',
    // Service users have no shell to log in with, and sudo to them still may run commands.
    'np_s=$SHELL; case $np_s in */nologin|*/false|"") np_s=/bin/sh;; esac; ',
    ...exports,
    workingDirectory === null ? '' : `cd -- ${oneLine(workingDirectory)} || np_end ${CANNOT_RUN}; `,
    workOf(program),
    'np_end "$?"\n',
  ].join('');
}

/** A script is read from an open file descriptor: it is in no file, its input stays free, and `ps` does not show it. */
function workOf({ work }: RemoteProgram): string {
  if (work.kind === 'command') return `"$np_s" -c ${oneLine(work.text)} 3<&-; `;
  const words = work.interpreter.split(' ').map(shellQuoted).join(' ');
  return `np_t=${oneLine(work.text)}; printf "%s" "$np_t" | { exec 9<&0 3<&- </dev/null; exec ${words} /dev/fd/9; }; `;
}

/** Quoted for a POSIX shell, without a line end in it: `$np_n` is one. */
function oneLine(text: string): string {
  return text.split('\n').map(shellQuoted).join('"$np_n"');
}
