import { ClusterConnector } from './cluster-connector.js';

describe('ClusterConnector', () => {
  const connector = new ClusterConnector({ nodes: [], tag: '{netpulse}', login: {}, tries: 'once' });

  it.each([
    ['a primary', { role: 'master' }, true],
    ['a replica, which takes no writes', { role: 'slave' }, false],
    ['one that does not say', {}, true],
  ])('stays with %s: %s', (_who, info, stays) => {
    expect(connector.check(info)).toBe(stays);
  });
});
