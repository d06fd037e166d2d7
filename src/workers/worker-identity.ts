import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { WorkerRecord } from '../fleet/worker-record.js';
import { identify } from '../redis/process-identity.js';
import { processWorld } from '../redis/process-world.js';

/** Who this worker is: a name that no other worker has or will have. */
@Injectable()
export class WorkerIdentity {
  readonly hostname = hostname();
  readonly pid = process.pid;
  readonly startedAt = Date.now();
  readonly process = this.findProcess();
  readonly name = `${this.hostname}-${this.pid}-${randomBytes(3).toString('hex')}`;

  private findProcess(): WorkerRecord['process'] {
    const [world, identity] = [processWorld(), identify(process.pid)];
    return world !== undefined && identity ? { ...identity, world } : undefined;
  }
}
