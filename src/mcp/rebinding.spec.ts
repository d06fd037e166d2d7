import { expectNoRebinding, type Reach } from './rebinding.js';

const isLetIn = (headers: { host?: string; origin?: string }, reach: Partial<Reach>): boolean => {
  try {
    expectNoRebinding(headers, { host: '127.0.0.1', mcpHosts: [], corsOrigins: [], ...reach });
    return true;
  } catch {
    return false;
  }
};

describe('who reaches /mcp', () => {
  it.each<[boolean, { host?: string; origin?: string }, Partial<Reach>]>([
    [true, { host: 'localhost:9000' }, {}],
    [true, { host: '127.0.0.1' }, {}],
    [true, { host: '[::1]:9000' }, { host: '::1' }],
    [false, { host: 'netpulse.example.com' }, {}],
    [false, {}, {}],
    [false, { host: 'localhost.evil.example:9000' }, {}],
    [true, { host: 'netpulse.example.com' }, { host: '0.0.0.0' }],
    [true, { host: 'NetPulse.example.com:443' }, { mcpHosts: ['netpulse.example.com'] }],
    [false, { host: 'localhost' }, { mcpHosts: ['netpulse.example.com'] }],
    [false, { host: '10.0.0.1' }, { host: '0.0.0.0', mcpHosts: ['netpulse.example.com'] }],
    [false, { host: 'localhost', origin: 'http://localhost' }, {}],
    [false, { host: 'localhost', origin: 'null' }, {}],
    [true, { host: 'localhost', origin: 'https://ui.example' }, { corsOrigins: ['https://ui.example'] }],
    [
      false,
      { host: 'localhost', origin: 'https://ui.example.evil' },
      { corsOrigins: ['https://ui.example'] },
    ],
  ])('%s: %j while it is %j', (expected, headers, reach) => {
    expect(isLetIn(headers, reach)).toBe(expected);
  });
});
