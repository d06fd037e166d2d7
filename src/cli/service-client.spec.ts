import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceClient } from './service-client.js';

type Answer = readonly [status: number, headers: Record<string, string>, body: unknown];

describe('the client of the command line', () => {
  let server: http.Server;
  let client: ServiceClient;
  let answers: Answer[];
  let asked: string[];

  beforeEach(async () => {
    [answers, asked] = [[], []];
    server = http.createServer(({ method, url }, response) => {
      asked.push(`${method} ${url}`);
      const [status, headers, body] = answers.shift() ?? [500, {}, {}];
      response.writeHead(status, headers).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new ServiceClient({ url: `http://127.0.0.1:${port}`, apiKey: 'k' });
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('reads a list page by page', async () => {
    answers = [
      [200, { link: '</jobs?limit=2&cursor=b>; rel="next"' }, [1, 2]],
      [200, {}, [3]],
    ];

    expect(await client.getAll('/jobs?limit=2')).toEqual([1, 2, 3]);
    expect(asked).toEqual(['GET /jobs?limit=2', 'GET /jobs?limit=2&cursor=b']);
  });

  it('asks again when its key may, where it has asked too often', async () => {
    answers = [
      [429, { 'retry-after': '0' }, {}],
      [429, { 'retry-after': '0' }, {}],
      [202, {}, { id: 'one' }],
    ];

    expect(await client.post('/jobs', {})).toEqual({ id: 'one' });
    expect(asked).toHaveLength(3);
  });

  it('gives up in the end, and where it would wait for long', async () => {
    answers = Array.from({ length: 9 }, () => [429, { 'retry-after': '0' }, { detail: 'Too often.' }]);
    await expect(client.get('/jobs')).rejects.toThrow('Too often.');
    expect(asked).toHaveLength(5);

    answers = [[429, { 'retry-after': '3600' }, { detail: 'The queue is full.' }]];
    await expect(client.get('/jobs')).rejects.toThrow('The queue is full.');
  });
});
