import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiDocument } from './fuzz/api-operation.js';
import { Fuzzer } from './fuzz/fuzzer.js';
import { RunningService } from './harness/running-service.js';

/** `npm run fuzz` looks further; here a change of the code is to be at fault, not the day. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const ROUNDS = 6;
const COMMITTED = join(import.meta.dirname, '../client/openapi.json');

describe('the OpenAPI document of the running service', () => {
  let service: RunningService;
  let document: ApiDocument;

  beforeAll(async () => {
    service = await RunningService.start({ environment: { NETPULSE_SHUTDOWN_GRACE: '0' } });
    ({ body: document } = await service.strangerApi.get<ApiDocument>('/openapi.json'));
  });
  afterAll(() => service.stop());

  it('is the one in client/openapi.json, of which the client is made (npm run client:generate)', () => {
    expect(document).toEqual(JSON.parse(readFileSync(COMMITTED, 'utf8')));
  });

  it.each([[[null]], [[{}]], [[1]]])('answers the body %j with 422', async (body) => {
    const answer = await service.api.post('/webhooks/subscriptions', body);

    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ status: 422 })]);
  });

  it(`tells what every operation answers, whatever it is sent (FUZZ_SEED=${SEED})`, async () => {
    const { url, apiKey } = service;
    const fuzzer = new Fuzzer(document, { url, apiKey, seed: SEED, goesOn: (rounds) => rounds < ROUNDS });

    const { faults, requests, statuses, succeeded } = await fuzzer.run();

    expect(faults).toEqual([]);
    expect(requests).toBeGreaterThan(200);
    expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '202', '401', '404', '422']));
    expect(succeeded.size).toBeGreaterThan(25);
  }, 60_000);
});
