import { findPlatform } from './platforms/platform-registry.js';
import { groupLines } from './text-blocks.js';

function groups(deviceType: string, lines: readonly string[]): string[][] {
  const platform = findPlatform(deviceType);
  if (!platform) throw new Error(`no platform ${deviceType}`);
  return groupLines(platform, lines);
}

describe('groupLines', () => {
  it('types line by line', () => {
    expect(groups('cisco_ios', ['interface Gi0/1', 'shutdown'])).toEqual([['interface Gi0/1'], ['shutdown']]);
  });

  it.each(['banner motd ^', 'banner login ^C', ' banner exec ^hello'])(
    'types %j with its text up to the delimiter',
    (start) => {
      expect(groups('cisco_ios', [start, 'no entry', 'really ^', 'shutdown'])).toEqual([
        [start, 'no entry', 'really ^'],
        ['shutdown'],
      ]);
    },
  );

  it('knows a banner that ends on its own line', () => {
    expect(groups('cisco_ios', ['banner motd #hello#', 'shutdown'])).toEqual([
      ['banner motd #hello#'],
      ['shutdown'],
    ]);
  });

  it('ends an EOS banner at EOF', () => {
    expect(groups('arista_eos', ['banner motd', 'hello ^', 'EOF', 'end'])).toEqual([
      ['banner motd', 'hello ^', 'EOF'],
      ['end'],
    ]);
  });
});
