import { Optional } from '@nestjs/common';
import { DEFAULT_EGRESS, DeviceEgress } from '../device-egress.js';
import { DeviceDriver, type DeviceAddress, type Driver, type RequestedWork } from '../driver.js';
import { SnmpClient, type SnmpUser } from './snmp-client.js';
import { parseAssignment, parseCommand, SnmpSyntaxError } from './snmp-command.js';
import { SnmpConnectionArgs } from './snmp-connection-args.js';
import { SnmpDriverArgs } from './snmp-driver-args.js';
import { SnmpSession } from './snmp-session.js';

const MS_PER_SECOND = 1_000;
/** What one SET request can hold of usual variables. */
const MOST_ASSIGNMENTS = 60;

/** Reads and sets variables of SNMP agents, with the syntax of Net-SNMP's tools. */
@DeviceDriver('snmp', {
  description: 'SNMP v2c and v3: get, walk and set',
  connectionArgs: SnmpConnectionArgs,
  driverArgs: SnmpDriverArgs,
})
export class SnmpDriver implements Driver<SnmpConnectionArgs, SnmpDriverArgs> {
  constructor(@Optional() private readonly egress: DeviceEgress = DEFAULT_EGRESS) {}

  address({ host, port }: SnmpConnectionArgs): DeviceAddress {
    return { host, port, deviceType: null, via: [] };
  }

  checkCommands({
    operation,
    commands,
  }: RequestedWork<SnmpConnectionArgs, SnmpDriverArgs>): readonly string[] {
    if (operation === 'command')
      return commands.flatMap((command) => complaints(() => parseCommand(command)));
    const lines = commands.filter((line) => line.trim() !== '');
    if (lines.length < 1 || lines.length > MOST_ASSIGNMENTS)
      return [`must have 1 to ${MOST_ASSIGNMENTS} lines`];
    return lines.flatMap((line, index) =>
      complaints(() => parseAssignment(line)).map((message) => `line ${index + 1} ${message}`),
    );
  }

  async open(args: SnmpConnectionArgs, signal: AbortSignal): Promise<SnmpSession> {
    const client = await SnmpClient.open({
      host: args.host,
      port: args.port,
      egress: this.egress,
      timeoutMs: args.timeout * MS_PER_SECOND,
      retries: args.retries,
      context: args.context ?? '',
      credentials: args.version === '3' ? { user: userOf(args) } : { community: args.community ?? '' },
    });
    return SnmpSession.open(client, signal);
  }
}

function userOf(args: SnmpConnectionArgs): SnmpUser {
  const {
    username: name = '',
    auth_protocol: auth,
    auth_key: authKey,
    priv_protocol: priv,
    priv_key: privKey,
  } = args;
  return {
    name,
    ...(auth && authKey !== undefined ? { auth: { protocol: auth, key: authKey } } : {}),
    ...(priv && privKey !== undefined ? { priv: { protocol: priv, key: privKey } } : {}),
  };
}

function complaints(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SnmpSyntaxError) return [error.message];
    throw error;
  }
}
