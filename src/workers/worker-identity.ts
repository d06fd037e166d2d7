import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { ownProcess } from '../redis/placed-process.js';

/** Who this worker is: a name that no other worker has or will have. */
@Injectable()
export class WorkerIdentity {
  readonly hostname = hostname();
  readonly pid = process.pid;
  readonly startedAt = Date.now();
  readonly process = ownProcess();
  readonly name = `${this.hostname}-${this.pid}-${randomBytes(3).toString('hex')}`;
}
