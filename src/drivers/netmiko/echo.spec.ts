import { EchoSearch } from './echo.js';

const LONG = 1_000_000;

describe('the search for an echo', () => {
  it.each([
    ['behind the prompt', ['R1#show  clock', '10:00'], 0],
    ['behind what came before the prompt', ['%LOG: up R1#show clock'], 0],
    ['below log lines', ['R1#', '%LOG: up', 'R1#show clock'], 2],
    ['below a log line that wiped the prompt and ends like it', ['LOG: vty# show clock', 'R1#show clock'], 1],
    ['on a line of its own', ['R1#', 'show clock '], 1],
    ['at the end of a very long line', [`${'x'.repeat(LONG)}R1#show clock`], 0],
    ['not in a line that goes on', ['R1#', 'show clock please'], -1],
    ['not in one that goes on behind many blanks', ['R1#', `show clock${' '.repeat(LONG)}please`], -1],
    ['not further down', [...Array.from({ length: 20 }, () => 'log'), 'show clock'], -1],
  ])('finds it %s', (_where, lines, index) => {
    expect(new EchoSearch('R1#', 'show clock').find(lines)).toBe(index);
  });

  it('finds it when its line comes later', () => {
    const search = new EchoSearch('R1#', 'show clock');

    expect(search.find([])).toBe(-1);
    expect(search.find(['R1#'])).toBe(-1);
    expect(search.find(['R1#', 'show clock'])).toBe(1);
    expect(search.find(['R1#', 'show clock', 'show clock'])).toBe(1);
  });

  it('takes any line for the echo of nothing', () => {
    expect(new EchoSearch('R1#', '').find([])).toBe(-1);
    expect(new EchoSearch('R1#', '').find(['log'])).toBe(0);
  });

  it('compares each line once, however often it looks', () => {
    let reads = 0;
    const lines = new Proxy(
      Array.from({ length: 18 }, () => 'log'),
      {
        get: (target, key): unknown => {
          if (key !== 'length') reads += 1;
          return Reflect.get(target, key);
        },
      },
    );
    const search = new EchoSearch('R1#', 'show clock');

    for (let look = 0; look < 100; look += 1) search.find(lines);

    expect(reads).toBe(18);
  });

  it('costs far less than reading long lines', () => {
    const lines = Array.from({ length: 18 }, () => ' x'.repeat(LONG / 2));
    const started = process.cpuUsage();
    for (const line of lines) line.replace(/\s+/g, '');
    const { user: reading } = process.cpuUsage(started);
    const begun = process.cpuUsage();

    new EchoSearch('R1#', 'show clock').find(lines);

    expect(process.cpuUsage(begun).user).toBeLessThan(reading / 10);
  });
});
