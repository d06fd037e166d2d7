import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Beside the repository; not part of it. */
const FOLDER = join(process.cwd(), '../shared/data');
const SESSIONS = {
  arista_eos: 'arista_eos',
  cisco_ios: 'cisco_iosxe',
  cisco_nxos: 'cisco_nxos',
  cisco_xr: 'cisco_iosxr',
  juniper_junos: 'juniper_junos',
};

/** What a real device showed after one command: its output and the prompt below. */
export interface RecordedAnswer {
  readonly deviceType: string;
  readonly mode: string;
  readonly command: string;
  readonly resultMode: string;
  readonly shown: string;
}

/** Output of one command of a real device, without the prompt. */
export interface Capture {
  readonly deviceType: string;
  readonly file: string;
  readonly text: string;
}

interface MockEvent {
  readonly type?: string;
  readonly channel_output?: string;
  readonly result_privilege_level?: string;
  readonly returns_prompt?: boolean;
}

interface MockSession {
  readonly events: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, MockEvent>>>>>>;
  readonly unknown_events: Readonly<Record<string, Readonly<Record<string, MockEvent>>>>;
}

/** Answers from scrapli's recorded sessions; none when they are not on this machine. */
export function recordedAnswers(folder = join(FOLDER, 'scrapli-sessions')): readonly RecordedAnswer[] {
  if (!existsSync(folder)) return [];
  return Object.entries(SESSIONS).flatMap(([deviceType, name]) => {
    const session = parse(readFileSync(join(folder, `mock_${name}.yaml`), 'utf8')) as MockSession;
    const known = Object.entries(session.events).flatMap(([mode, phases]) =>
      Object.values(phases).flatMap((commands) =>
        Object.entries(commands).map(([command, event]) => ({ mode, command, event })),
      ),
    );
    const unknown = Object.entries(session.unknown_events).flatMap(([mode, phases]) =>
      Object.values(phases).map((event) => ({ mode, command: '', event })),
    );
    return [...known, ...unknown]
      .filter(({ event }) => event.returns_prompt === true && event.type !== 'interactive')
      .map(({ mode, command, event }) => ({
        deviceType,
        mode,
        command,
        resultMode: event.result_privilege_level ?? '',
        shown: event.channel_output ?? '',
      }));
  });
}

/** ntc-templates' file `index`; empty when it is not on this machine. */
export function ntcIndexText(archive = join(FOLDER, 'ntc-templates.tar.gz')): string {
  const file = 'ntc-templates/ntc_templates/templates/index';
  return existsSync(archive) ? execFileSync('tar', ['xzOf', archive, file], { encoding: 'utf8' }) : '';
}

/** Captures of ntc-templates; none when they are not on this machine. */
export function captures(archive = join(FOLDER, 'ntc-templates.tar.gz')): readonly Capture[] {
  if (!existsSync(archive)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'netpulse-captures-'));
  try {
    execFileSync('tar', ['xzf', archive, '-C', folder, 'ntc-templates/tests']);
    const tests = join(folder, 'ntc-templates/tests');
    return readdirSync(tests, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.raw'))
      .map((file) => ({
        deviceType: file.slice(0, file.indexOf('/')),
        file,
        text: readFileSync(join(tests, file), 'utf8'),
      }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
