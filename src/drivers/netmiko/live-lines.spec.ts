import { EchoSearch } from './echo.js';
import { continued, LiveLines } from './live-lines.js';
import { findPlatform } from './platforms/platform-registry.js';

describe('LiveLines', () => {
  function live(): { lines: LiveLines; told: string[] } {
    const platform = findPlatform('cisco_ios');
    if (!platform) throw new Error('There is no such platform');
    const told: string[] = [];
    const echo = new EchoSearch('R1#', 'show int');
    return { lines: new LiveLines(platform, echo, (text) => told.push(text)), told };
  }

  it('tells lines when they are finished, without the echo, and the rest with the answer', () => {
    const { lines, told } = live();

    lines.show([]);
    lines.show(['R1#show int']);
    lines.show(['R1#show int', 'Gi0/0 is up']);
    lines.show(['R1#show int', 'Gi0/0 is up', 'Gi0/1 is up', '']);
    lines.finish(['Gi0/0 is up', 'Gi0/1 is up', '', 'end']);

    expect(told).toEqual(['Gi0/0 is up', '\nGi0/1 is up\n', '\nend']);
  });

  it('tells all with the answer when the echo does not come', () => {
    const { lines, told } = live();

    lines.show(['Gi0/0 is up']);
    lines.finish(['Gi0/0 is up', 'Gi0/1 is up']);

    expect(told).toEqual(['Gi0/0 is up\nGi0/1 is up']);
  });

  it('begins a new line where output goes on behind other output', () => {
    const told: string[] = [];
    const listener = continued((text) => told.push(text));

    listener('c');
    listener('\nd');

    expect(told.join('')).toBe('\nc\nd');
  });
});
