import { TerminalScreen } from './terminal-screen.js';

/** What is left on the screen, lines joined by newlines. */
function shown(pieces: readonly Buffer[]): string {
  const screen = new TerminalScreen();
  for (const piece of pieces) screen.write(piece);
  return [...screen.takeLines(), screen.lastLine].join('\n');
}

const CASES: readonly (readonly [behavior: string, sent: string, seen: string])[] = [
  ['keeps plain lines', 'one\r\ntwo\r\nR1#', 'one\ntwo\nR1#'],
  ['takes a newline without a carriage return as one', 'one\ntwo', 'one\ntwo'],
  ['takes doubled carriage returns as one newline', 'one\r\r\ntwo\n\rthree', 'one\ntwo\nthree'],
  ['keeps blank lines, tabs and blanks at line ends', 'a  \r\n\r\n\tb', 'a  \n\n\tb'],
  ['overwrites after a carriage return', 'abcdef\rAB', 'ABcdef'],
  ['moves back over what a backspace points at', 'shwo\b\bow', 'show'],
  ['never moves in front of the line', 'a\b\b\b\bb', 'b'],
  [
    'shows nothing of a pager erased by backspaces',
    ` --More-- ${'\b'.repeat(9)}        ${'\b'.repeat(9)}x\r\n`,
    'x\n',
  ],
  ['shows nothing of a pager erased by a carriage return', '--More--\r        \rnext\r\n', 'next\n'],
  ['shows nothing of a pager erased by a sequence', '\x1b[7m--More--\x1b[27m\r\x1b[Knext\r\n', 'next\n'],
  ['keeps blanks in the middle of what was overwritten', 'abcdef\ra cd\r\n', 'a cdef\n'],
  ['drops colours', '\x1b[01;34mdir\x1b[0m', 'dir'],
  ['drops titles', '\x1b]0;user@host: ~\x07$ \x1b]2;x\x1b\\y', '$ y'],
  ['drops private modes and character sets', '\x1b[?2004h\x1b(B\x1b[?1h\x1b=$ ', '$ '],
  ['moves left and right', 'abc\x1b[2DX\x1b[1CY', 'aXcY'],
  ['moves to a column', 'abcdef\x1b[3GX', 'abXdef'],
  ['moves to the column of a position', 'abcdef\x1b[24;2HX', 'aXcdef'],
  ['erases to the line end', 'abcdef\x1b[3D\x1b[K', 'abc'],
  ['erases a line', 'abcdef\x1b[2K\rxy', 'xy'],
  ['deletes and inserts characters', 'abcd\r\x1b[2P\x1b[1@', ' cd'],
  ['knows the next-line sequence', 'one\x1bEtwo', 'one\ntwo'],
  ["shows Huawei's space and step back as nothing", 'dis\x20\x1b[1Dplay', 'display'],
  ['drops bells, zeros and deletes', 'a\x07b\0c\x7f', 'abc'],
  ['keeps characters of more than a byte', 'Zürich 世界 🌍\r\n', 'Zürich 世界 🌍\n'],
  ['keeps the text behind a broken sequence', `\x1b[${'1'.repeat(70)}`.concat('ok'), '11111ok'],
];

describe('TerminalScreen', () => {
  it.each(CASES)('%s', (_behavior, sent, seen) => {
    expect(shown([Buffer.from(sent)])).toBe(seen);
  });

  it.each(CASES)('%s, cut at every byte', (_behavior, sent, seen) => {
    const bytes = Buffer.from(sent);

    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(shown([bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(seen);
    }
    expect(shown(Array.from(bytes, (byte) => Buffer.of(byte)))).toBe(seen);
  });

  it('wipes a line without moving, for what the device writes over it', () => {
    const screen = new TerminalScreen();
    screen.write(Buffer.from(' --More-- '));

    screen.wipeLastLine();
    screen.write(Buffer.from('\rx\r\n'));

    expect(screen.takeLines()).toEqual(['x']);
  });

  it.each([
    ['many lines', 'interface GigabitEthernet1/0/1 is up, line protocol is up\r\n'],
    ['a single line', 'x'.repeat(64)],
    ['a line that is written over and over', `${'progress 50 % '.repeat(4)}\r`],
    ['jumps to far columns', '\x1b[60000Gx\r\n'],
    ['unfinished titles', '\x1b]0;'.repeat(16)],
  ])('takes linear time for %s', (_what, unit) => {
    const piece = Buffer.from(unit.repeat(Math.ceil(32_768 / unit.length)));
    const cpuOf = (megabytes: number): number => {
      const screen = new TerminalScreen();
      const before = process.cpuUsage();
      for (let sent = 0; sent < megabytes * 1024 * 1024; sent += piece.length) {
        screen.write(piece);
        screen.tail(256);
        screen.takeLines();
      }
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    cpuOf(1);
    // A collection of garbage may take as long as very little work.
    const short = Math.max(cpuOf(1), 50_000);

    // Four times as much; in quadratic time it would be sixteen times the work.
    expect(cpuOf(4) / short).toBeLessThan(10);
  });

  it.each([
    ['erases it', '\x1b[2K'],
    ['erases it to the left', '\x1b[1K'],
    ['erases many characters of it', '\r\x1b[16000X'],
    ['inserts and deletes at its start', '\r\x1b[1@\x1b[1P'],
  ])('gives up one that fills a long line and then %s again and again', (_what, unit) => {
    const screen = new TerminalScreen();
    screen.write(Buffer.from(`${'x'.repeat(16_000)}\r\x1b[132C${'y'.repeat(15_000)}`));

    screen.write(Buffer.from(unit.repeat(100_000)));

    expect(screen.isOverworked).toBe(true);
  });

  it.each([
    ['a pager is wiped from', ' --More-- \x1b[2K\rinterface GigabitEthernet1/0/1\r\n'],
    ['a wide screen is repainted on', `${'x'.repeat(511)}\r\x1b[2K`],
    ['a line is edited on', `${'x'.repeat(200)}\r\x1b[5C\x1b[1P\x1b[1@\r\x1b[2K`],
  ])('reads megabytes of what %s', (_what, unit) => {
    const screen = new TerminalScreen();

    screen.write(Buffer.from(unit.repeat(10_000)));

    expect(screen.isOverworked).toBe(false);
  });

  it('holds no more of a line than was sent, however far the cursor jumps', () => {
    const screen = new TerminalScreen();

    screen.write(Buffer.from(`${'\x1b[132C'.repeat(10_000)}x`));

    expect(screen.lastLine.length).toBeLessThan(20_000);
  });
});
