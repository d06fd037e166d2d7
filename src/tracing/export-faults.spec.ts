import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { diag } from '@opentelemetry/api';
import { Logger } from '@nestjs/common';
import { readForeignTraceProtocol } from '../config/tracing-variables.js';
import { tellExportFaults } from './export-faults.js';
import { openTelemetry } from './open-telemetry.js';

describe('what goes wrong with traces', () => {
  afterEach(() => {
    diag.disable();
    vi.unstubAllEnvs();
  });

  it('is in the log: a collector that refuses them', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const collector = http.createServer((_request, response) =>
      response.writeHead(400).end('no traces here'),
    );
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`);

    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '10');

    const sink = openTelemetry();
    sink.start('work', 'client', {}).end();
    await vi.waitFor(() => expect(warn).toHaveBeenCalled(), { timeout: 5_000 });
    await sink.close();

    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^Traces are not sent: .*\b(400|Bad Request)\b/),
    );
    await new Promise((resolve) => collector.close(resolve));
  });

  it('is told once a minute, without what an error holds beside its message', () => {
    const logger = { warn: vi.fn() };
    let now = 0;
    tellExportFaults(logger, () => now);

    for (const time of [0, 1_000, 59_999, 60_000]) {
      now = time;
      diag.error(JSON.stringify({ message: `at ${time}`, stack: 'pwd123' }));
    }

    expect(logger.warn.mock.calls).toEqual([
      ['Traces are not sent: at 0'],
      ['Traces are not sent: at 60000'],
    ]);
  });

  it.each([
    [{}, null],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, null],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'grpc'],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' }, null],
  ])('may be the protocol: %j', (environment, foreign) => {
    expect(readForeignTraceProtocol(environment)).toBe(foreign);
  });
});
