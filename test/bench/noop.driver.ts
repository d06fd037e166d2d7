import { Module } from '@nestjs/common';
import { IsString } from 'class-validator';
import {
  DeviceDriver,
  type CommandOutput,
  type DeviceAddress,
  type DeviceSession,
  type Driver,
} from '../../src/drivers/driver.js';
import { providePlugin } from '../../src/plugins/plugin.js';

class NoopConnectionArgs {
  @IsString()
  host: string;
}

class NoopDriverArgs {}

const SESSION: DeviceSession = {
  isUsable: true,
  isAlive: () => Promise.resolve(true),
  run: (command) => Promise.resolve(answer(command)),
  configure: (lines) => Promise.resolve(answer(lines.join('\n'))),
  close: () => Promise.resolve(),
};

function answer(command: string): CommandOutput {
  return { command, stdout: 'ok', stderr: '', exitStatus: 0 };
}

/** A device that answers at once: what remains is the cost of NetPulse itself. */
@DeviceDriver('noop', {
  description: 'Answers at once.',
  connectionArgs: NoopConnectionArgs,
  driverArgs: NoopDriverArgs,
})
class NoopDriver implements Driver<NoopConnectionArgs> {
  address({ host }: NoopConnectionArgs): DeviceAddress {
    return { host, port: 22, deviceType: null, via: [] };
  }

  open(): Promise<DeviceSession> {
    return Promise.resolve(SESSION);
  }
}

/** Registers the driver `noop`. */
@Module({ providers: [providePlugin(NoopDriver)] })
export class NoopModule {}
