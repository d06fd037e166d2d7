import { maskUrl } from './mask-url.js';

describe('maskUrl', () => {
  it.each([
    ['http://monitor.example.com/callback', 'http://monitor.example.com/callback'],
    [
      'https://monitor.example.com:8443/api/v1/netpulse-events/',
      'https://monitor.example.com:8443/api/v1/netpulse-events/',
    ],
    ['https://user:hunter2@monitor.example.com/', 'https://monitor.example.com/'],
    ['https://monitor.example.com/?token=hunter2&a=', 'https://monitor.example.com/?token=***&a=***'],
    ['https://monitor.example.com/?hunter2', 'https://monitor.example.com/?***'],
    ['https://monitor.example.com/cb#hunter2', 'https://monitor.example.com/cb'],
    [
      'https://hooks.slack.com/services/T0HUNTER/B0HUNTER/hunter2HUNTER2hunter2',
      'https://hooks.slack.com/services/***/***/***',
    ],
    ['https://discord.com/api/webhooks/1234567890/Hunter-2', 'https://discord.com/api/webhooks/***/***'],
    ['amqp://user:hunter2@r1,r2:5673/vhost', 'amqp://r1,r2:5673/vhost'],
    ['nonsense', '***'],
  ])('%s is shown as %s', (url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });
});
