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
 * The line that the started shell reads: the program. Beside the work runs a {@link WATCHMAN} who reads on: at
 * {@link KILL_LINE}, or when the connection is gone, he ends the whole session. sshd begins one for each program, and sudo with
 * a terminal does too, so it is nobody else's.
 */
export function programLine(program: RemoteProgram): string {
  const { environment, workingDirectory } = program;
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${oneLine(value)}; `);
  return [
    // `$(...)` would cut a newline at its end.
    'np_n=$(printf "\\nx"); np_n=${np_n%x}; exec 3<&0 </dev/null; ',
    WATCHMAN,
    // Told to end, it stays until the KILL: whoever sees it gone sees the whole session gone.
    'np_k=; trap np_k=1 TERM; np_end() { exec >/dev/null 2>&1; [ -z "$np_k" ] || wait "$np_w"; kill -KILL "$np_w"; exit "$1"; }; ',
    // Service users have no shell to log in with, and sudo to them still may run commands.
    'np_s=$SHELL; case $np_s in */nologin|*/false|"") np_s=/bin/sh;; esac; ',
    ...exports,
    workingDirectory === null ? '' : `cd -- ${oneLine(workingDirectory)} || np_end ${CANNOT_RUN}; `,
    workOf(program),
    'np_end "$?"\n',
  ].join('');
}

/**
 * Ends all processes of the session, first with TERM, a second later with KILL until none is left, and only then the shell: its
 * end says that all are gone. A process group would not do, since `timeout` and job control make their own within the session.
 * Spared are the shell, he himself, and sudo where it is the shell's parent, which ends with it. He goes on for longer than
 * anybody waits for him, so that a process which he may not kill is never taken for killed. A host without /proc has the group only.
 */
const WATCHMAN = [
  '( trap "" HUP; IFS= read -r np_r; trap "" TERM; ',
  'IFS= read -r np_l </proc/self/stat || { kill -TERM 0; sleep 1; kill -KILL 0; }; ',
  // Behind the name, which may hold anything: state, parent, group, session (proc_pid_stat(5)).
  'np_me=${np_l%% *}; set -- ${np_l##*) }; np_id=$4; ',
  'np_all() { np_sig=$1; np_left=; for np_f in /proc/[0-9]*/stat; do ',
  'IFS= read -r np_l <"$np_f" || continue; set -- ${np_l##*) }; [ "$4" = "$np_id" ] || continue; ',
  'np_p=${np_f#/proc/}; np_p=${np_p%/stat}; ',
  'case $1:$np_p in [ZX]:*|?:"$$"|?:"$PPID"|?:"$np_me") ;; *) np_left=1; kill "-$np_sig" "$np_p";; esac; done; }; ',
  'kill -TERM "$$"; np_all TERM; sleep 1; ',
  'for np_s in 0.1 0.1 0.1 1 1 1 1 1 1 1 1; do np_all KILL; [ -n "$np_left" ] || break; sleep "$np_s" || sleep 1; done; ',
  'kill -KILL "$$" ) <&3 >/dev/null 2>&1 & np_w=$!; ',
].join('');

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
