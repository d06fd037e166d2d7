import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { chunked, delimited, FrameReader, FramingError } from './frame-reader.js';

const MESSAGES = ['<hello>ü€</hello>', '<a>]]></a>', '<b>\n#5\n</b>'];

function read(reader: FrameReader, pieces: readonly Buffer[]): string[] {
  const messages: string[] = [];
  for (const piece of pieces) {
    reader.push(piece);
    for (let message = reader.next(); message !== undefined; message = reader.next()) messages.push(message);
  }
  return messages;
}

function chunkReader(limit?: number): FrameReader {
  const reader = new FrameReader(limit);
  reader.useChunks();
  return reader;
}

describe.each([
  { framing: 'base:1.0', frame: delimited, make: () => new FrameReader() },
  { framing: 'base:1.1', frame: chunked, make: () => chunkReader() },
])('FrameReader in the framing of $framing', ({ frame, make }) => {
  const stream = Buffer.from(MESSAGES.map(frame).join(''));

  it('finds the messages wherever the stream is cut', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      expect(read(make(), [stream.subarray(0, cut), stream.subarray(cut)])).toEqual(MESSAGES);
    }
  });

  it('finds them byte by byte', () => {
    expect(
      read(
        make(),
        [...stream].map((byte) => Buffer.from([byte])),
      ),
    ).toEqual(MESSAGES);
  });
});

describe('FrameReader', () => {
  it('goes from the framing of a hello to chunks in the same piece', () => {
    const reader = new FrameReader();
    reader.push(Buffer.from(`${delimited('<hello/>')}${chunked('<reply/>')}`));

    expect(reader.next()).toBe('<hello/>');
    reader.useChunks();
    expect(reader.next()).toBe('<reply/>');
    expect(reader.next()).toBeUndefined();
  });

  it('joins chunks, also where they cut a character', () => {
    const euro = Buffer.from('€');
    const bytes = [
      Buffer.from('\n#2\n'),
      euro.subarray(0, 2),
      Buffer.from('\n#1\n'),
      euro.subarray(2),
      Buffer.from('\n##\n'),
    ];

    expect(read(chunkReader(), bytes)).toEqual(['€']);
  });

  it('lets line ends between messages pass', () => {
    expect(read(chunkReader(), [Buffer.from(`\n\r\n${chunked('<a/>')}\n${chunked('<b/>')}`)])).toEqual([
      '<a/>',
      '<b/>',
    ]);
  });

  it.each(['<a/>', '\n#0\n', '\n#01\na', '\n#x\n', '\n##\n', '\n#99999999999\n', '\n#1\nab'])(
    'refuses %j, which is no chunk',
    (text) => {
      expect(() => read(chunkReader(), [Buffer.from(text)])).toThrow(FramingError);
    },
  );

  it.each([
    ['base:1.0', new FrameReader(1_000), '<a>'.repeat(400)],
    ['base:1.1, before the bytes come', chunkReader(1_000), '\n#1001\n'],
    ['base:1.1, in many chunks', chunkReader(1_000), `\n#500\n${'a'.repeat(500)}`.repeat(3)],
  ])('refuses a message that is too large: %s', (_framing, reader, text) => {
    expect(() => read(reader, [Buffer.from(text)])).toThrow('more than 1000 bytes');
  });

  it('does not look again at what it has seen: 4 MB in 40,000 pieces take no 3 s', () => {
    const pieces = Array.from({ length: 40_000 }, () => Buffer.alloc(100, 'a'));
    const startedAt = performance.now();

    const [message] = read(new FrameReader(), [...pieces, Buffer.from(delimited(''))]);

    expect(message).toHaveLength(4_000_000);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('keeps half a million chunks of one byte in less memory than they took on the wire', () => {
    const piece = Buffer.from('\n#1\na'.repeat(5_000));
    const reader = chunkReader();
    const before = memoryInUse();

    for (let count = 0; count < 100; count += 1) {
      reader.push(piece);
      reader.next();
    }
    const used = memoryInUse() - before;

    expect(read(reader, [Buffer.from('\n##\n')])).toEqual(['a'.repeat(500_000)]);
    expect(used).toBeLessThan(100 * piece.length);
  });
});

/** Bytes that objects and buffers hold, without what only waits to be collected. */
function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
