/** What a chapter's addresses and ids are on this machine, in this run. */
export interface Here {
  /** For files whose place a chapter leaves to its reader. */
  readonly folder: string;
  /** Of the service, such as `http://127.0.0.1:41234`. */
  readonly service: string;
  readonly receiverPort: number;
  /** Of a service that a chapter starts. */
  readonly startPort: number;
  readonly listenPort: number;
  readonly redisPort: number;
  readonly apiPort: number;
  readonly switchPort: number;
  readonly dialogPort: number;
  readonly eosPort: number;
  readonly junosPort: number;
  /** Where nobody listens. */
  readonly closedPort: number;
}

/** A chapter's command with this machine's addresses, and with what its reader would have copied in place of the chapter's ids. */
export function asTypedHere(text: string, here: Here): string {
  const device = text.includes('"juniper_junos"')
    ? here.junosPort
    : text.includes('tftp:')
      ? here.dialogPort
      : here.switchPort;
  const at = (port: number): string => `"host": "127.0.0.1", "port": ${port}`;
  return (
    text
      // Devices.
      .replaceAll('"host": "192.168.1.2", "port": 2222', at(here.switchPort))
      .replaceAll('"host": "192.168.1.2"', `${at(here.eosPort)}, "transport": "http"`)
      .replaceAll(/"host": "192\.168\.1\.[13]"/g, at(device))
      .replaceAll('"host": "192.0.2.1"', at(here.closedPort))
      .replaceAll(/ 192\.168\.1\.1( 192\.168\.1\.2)?/g, ` 127.0.0.1 --port ${here.switchPort}`)
      .replaceAll('host=10.1.0.1', 'host=127.0.0.1')
      // The service, receivers, and what a chapter starts.
      .replaceAll(/http:\/\/(?:127\.0\.0\.1|localhost):9000/g, here.service)
      .replaceAll('NETPULSE_API_KEY=...', 'NETPULSE_API_KEY=$(cat .netpulse/api-key)')
      .replaceAll(/([:~])8(?:080|470|479)\b/g, `$1${here.receiverPort}`)
      .replaceAll(/([: ])8081\b/g, `$1${here.listenPort}`)
      .replaceAll(/([: ])6390\b/g, `$1${here.redisPort}`)
      .replaceAll(/([:=])9077\b/g, `$1${here.apiPort}`)
      .replaceAll(/\/var\/log\/netpulse\/|\/run\/secrets\//g, `${here.folder}/`)
      // Long enough to see that it works.
      .replaceAll('--count 200', '--count 20')
      // Ids that were printed before.
      .replaceAll(/\b5f0c2a9e41\b/g, '$ID')
      .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:_[a-z]+)?/g, '$ID')
  );
}
