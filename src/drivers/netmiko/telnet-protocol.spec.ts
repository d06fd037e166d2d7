import { telnetBytes, TelnetProtocol } from './telnet-protocol.js';

const ask = (...bytes: number[]): number[] => [255, ...bytes];
const WILL = 251;
const WONT = 252;
const DO = 253;
const DONT = 254;

/** What the device gets when it sends this, cut at every byte. */
function exchange(...sent: (string | number[])[]): { text: string; answers: number[] } {
  const answers: number[] = [];
  const protocol = new TelnetProtocol('vt100', { columns: 511, rows: 1_000 }, (bytes) => {
    answers.push(...bytes);
  });
  const bytes = Buffer.concat(sent.map((part) => Buffer.from(part as string)));
  const text = Array.from(bytes, (byte) => protocol.receive(Buffer.from([byte])).toString('latin1'));
  return { text: text.join(''), answers };
}

describe('the telnet protocol', () => {
  it.each([
    ['lets the device echo', ask(WILL, 1), ask(DO, 1)],
    ['lets the device suppress go-ahead', ask(WILL, 3), ask(DO, 3)],
    ['refuses what the device wants to do besides', ask(WILL, 38), ask(DONT, 38)],
    ['refuses what it cannot do', ask(DO, 34), ask(WONT, 34)],
    ['answers nothing to what is not in force anyway', ask(DONT, 34), []],
    ['answers a repeated offer once', [...ask(WILL, 1), ...ask(WILL, 1)], ask(DO, 1)],
    ['agrees when the device stops', [...ask(WILL, 1), ...ask(WONT, 1)], [...ask(DO, 1), ...ask(DONT, 1)]],
    [
      'tells its window size, with 255 doubled',
      ask(DO, 31),
      [...ask(WILL, 31), ...ask(250, 31, 1, 255, 255, 3, 232), ...ask(240)],
    ],
    [
      'tells its terminal type',
      [...ask(DO, 24), ...ask(250, 24, 1), ...ask(240)],
      [...ask(WILL, 24), ...ask(250, 24, 0, ...Buffer.from('vt100')), ...ask(240)],
    ],
  ])('%s', (_what, sent, answers) => {
    expect(exchange('a', sent, 'b')).toEqual({ text: 'ab', answers });
  });

  it('takes commands out of text, and a doubled 255 for one', () => {
    expect(exchange('x', ask(241), 'y', ask(255), 'z').text).toBe('xy\xffz');
  });

  it('tells a new window size, once the device wants to know', () => {
    const answers: number[] = [];
    const protocol = new TelnetProtocol('vt100', { columns: 80, rows: 24 }, (bytes) => {
      answers.push(...bytes);
    });

    protocol.resize({ columns: 100, rows: 24 });
    protocol.receive(Buffer.from(ask(DO, 31)));
    protocol.resize({ columns: 4096, rows: 24 });

    expect(answers).toEqual([
      ...ask(WILL, 31),
      ...ask(250, 31, 0, 100, 0, 24),
      ...ask(240),
      ...ask(250, 31, 16, 0, 0, 24),
      ...ask(240),
    ]);
  });

  it('keeps of a subnegotiation that does not end no more than of any other', () => {
    const endless = Buffer.alloc(1_048_576, 255);
    const protocol = new TelnetProtocol('vt100', { columns: 80, rows: 24 }, () => {});
    protocol.receive(Buffer.from(ask(250)));

    const before = process.memoryUsage().heapUsed;
    for (let count = 0; count < 10; count += 1) protocol.receive(endless);

    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10 * endless.length);
    expect(protocol.receive(Buffer.from([...ask(240), 65])).toString()).toBe('A');
  });

  it('ends lines with CR LF and doubles 255', () => {
    expect(telnetBytes('a\nb\rc\r\n')).toEqual(Buffer.from('a\r\nb\r\nc\r\n'));
  });
});
