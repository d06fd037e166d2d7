import { plainToInstance } from 'class-transformer';
import { readSettings } from '../../src/config/settings.js';
import { NetmikoConnectionArgs } from '../../src/drivers/netmiko/netmiko-connection-args.js';
import { NetmikoDriverArgs } from '../../src/drivers/netmiko/netmiko-driver-args.js';
import { NetmikoDriver } from '../../src/drivers/netmiko/netmiko.driver.js';
import { BareShell } from './bare-shell.js';
import { Child } from './child.js';
import { median } from './statistics.js';
import { uncheckedHostKeys } from '../harness/unchecked-host-keys.js';

const COMMAND = 'show clock';
const ROUNDS = 6;
const EXCHANGES = 500;

/** Microseconds a command takes on an open session; medians. */
export interface OpenSession {
  readonly bareSsh2Us: number;
  readonly driverUs: number;
}

/** One command on an open session, beside a bare ssh2 exchange with the same device, turn and turn about. */
export async function measureOpenSession(): Promise<OpenSession> {
  const device = Child.start('device.child');
  const port = await device.ask<number>('start');
  const login = { host: '127.0.0.1', port, username: 'admin', password: 'pwd123' };
  const bare = await BareShell.open(login);
  const driver = new NetmikoDriver(readSettings({}), uncheckedHostKeys());
  const { signal } = new AbortController();
  const args = plainToInstance(NetmikoConnectionArgs, { device_type: 'cisco_ios', ...login });
  const session = await driver.open(args, signal);
  const driverArgs = plainToInstance(NetmikoDriverArgs, {});
  try {
    const samples: { bare: number[]; driver: number[] } = { bare: [], driver: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const bareTimes = await timesOf(() => bare.exchange(COMMAND));
      const driverTimes = await timesOf(() => session.run(COMMAND, driverArgs, signal));
      // The first round warms up.
      if (round === 0) continue;
      samples.bare.push(...bareTimes);
      samples.driver.push(...driverTimes);
    }
    return { bareSsh2Us: median(samples.bare), driverUs: median(samples.driver) };
  } finally {
    await session.close();
    bare.close();
    await device.stop();
  }
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < EXCHANGES; index++) {
    const startedAt = performance.now();
    await work();
    times.push((performance.now() - startedAt) * 1_000);
  }
  return times;
}
