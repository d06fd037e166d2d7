import { Optional } from '@nestjs/common';
import { DEFAULT_EGRESS, DeviceEgress } from '../device-egress.js';
import { DeviceDriver, type DeviceAddress, type Driver, type RequestedWork } from '../driver.js';
import { eapiAgent } from './eapi-agent.js';
import { EapiClient } from './eapi-client.js';
import { EapiHttp } from './eapi-http.js';
import { EapiSession } from './eapi-session.js';
import { DEFAULT_PORTS, isEapiUnprotected, PyeapiConnectionArgs } from './pyeapi-connection-args.js';
import { PyeapiDriverArgs } from './pyeapi-driver-args.js';

/** Runs commands and configuration on Arista switches over eAPI (JSON-RPC over HTTP). */
@DeviceDriver('pyeapi', {
  description: 'Arista eAPI over HTTP or HTTPS',
  connectionArgs: PyeapiConnectionArgs,
  driverArgs: PyeapiDriverArgs,
})
export class PyeapiDriver implements Driver<PyeapiConnectionArgs, PyeapiDriverArgs> {
  constructor(@Optional() private readonly egress: DeviceEgress = DEFAULT_EGRESS) {}

  address(args: PyeapiConnectionArgs): DeviceAddress {
    const { host, port, transport } = args;
    return {
      host,
      port: port ?? DEFAULT_PORTS[transport],
      deviceType: 'arista_eos',
      via: [],
      isUnprotected: isEapiUnprotected(args),
    };
  }

  checkCommands({
    operation,
    driverArgs,
  }: RequestedWork<PyeapiConnectionArgs, PyeapiDriverArgs>): readonly string[] {
    if (operation === 'config' && driverArgs.dry_run && !driverArgs.config_session) {
      return ['cannot be a dry_run without a config_session: each line would take effect at once'];
    }
    return [];
  }

  async open(args: PyeapiConnectionArgs, signal: AbortSignal): Promise<EapiSession> {
    const { host, transport, username, verify, ca, secret, password = '' } = args;
    const port = args.port ?? DEFAULT_PORTS[transport];
    const connectTimeoutMs = args.conn_timeout * 1_000;
    const agent = eapiAgent({ transport, verify, ca, connectTimeoutMs, ...this.egress.optionsFor(host) });
    const http = new EapiHttp({ transport, host, port, username, password }, agent);
    const options = { secret, connectTimeoutMs, timeoutMs: args.timeout * 1_000 };
    return await EapiSession.open(new EapiClient(http), agent, options, signal);
  }
}
