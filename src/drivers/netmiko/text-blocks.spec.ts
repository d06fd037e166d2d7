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

  it.each([
    ['hp_procurve', 'banner motd #'],
    ['hp_comware', 'header motd %'],
    ['huawei', 'header login information %'],
    ['aruba_aoscx', 'banner motd !'],
    ['dell_os10', 'banner motd %'],
  ])('types the text of %s behind %j', (deviceType, start) => {
    const end = start.at(-1) ?? '';

    expect(groups(deviceType, [start, 'no entry', end, 'quit'])).toEqual([
      [start, 'no entry', end],
      ['quit'],
    ]);
  });

  it.each(['undo header motd', 'header shell file flash:/banner.txt', 'banner motd file x.txt'])(
    'takes %j for a line',
    (line) => {
      expect(groups('huawei', [line, 'quit'])).toEqual([[line], ['quit']]);
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
