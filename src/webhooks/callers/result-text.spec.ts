import { aJobEvent } from '../../../test/lab/webhook-receiver/a-job-event.js';
import type { JobEvent } from '../job-event.js';
import { resultText } from './result-text.js';

type Fields = Partial<Pick<JobEvent, 'operation' | 'commands'>> & {
  outputs?: [command: string, stdout: string][];
  error?: string;
};

function anEvent({ operation = 'command', outputs = [], commands, error }: Fields): JobEvent {
  return aJobEvent({
    operation,
    commands: commands ?? outputs.map(([command]) => command),
    result: {
      outputs: outputs.map(([command, stdout]) => ({ command, stdout, stderr: '', exitStatus: 0 })),
      error: error === undefined ? null : { type: 'ConnectionTimeout', message: error },
    },
  });
}

describe('resultText', () => {
  it.each<[string, Fields, string]>([
    ["one command: the device's text as it came", { outputs: [['show x', ' a\r\n b\n']] }, ' a\r\n b\n'],
    ['one command without output', { outputs: [['show x', '']] }, ''],
    [
      'several commands: JSON text of an object',
      {
        outputs: [
          ['show a', 'A\n'],
          ['show b', '"B"'],
        ],
      },
      '{"show a":"A\\n","show b":"\\"B\\""}',
    ],
    [
      'a command given twice keeps its last output',
      {
        outputs: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
      '{"a":"2"}',
    ],
    [
      'a command that looks like a prototype',
      {
        outputs: [
          ['__proto__', '1'],
          ['b', '2'],
        ],
      },
      '{"__proto__":"1","b":"2"}',
    ],
    [
      'configuration: the transcript',
      {
        operation: 'config',
        commands: ['interface x', 'shutdown'],
        outputs: [['interface x\nshutdown', 'log']],
      },
      'log',
    ],
    [
      'failure: the message alone',
      { error: 'Connection timeout: Unable to connect to device' },
      'Connection timeout: Unable to connect to device',
    ],
    [
      'failure after some output: the message alone',
      {
        outputs: [
          ['a', '1'],
          ['b', '2'],
        ],
        error: 'Rejected',
      },
      'Rejected',
    ],
  ])('%s', (_what, fields, text) => {
    expect(resultText(anEvent(fields))).toBe(text);
  });
});
