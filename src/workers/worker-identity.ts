import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Who this worker is: a name that no other worker has or will have. */
@Injectable()
export class WorkerIdentity {
  readonly hostname = hostname();
  readonly pid = process.pid;
  readonly startedAt = Date.now();
  readonly name = `${this.hostname}-${this.pid}-${randomBytes(3).toString('hex')}`;
}
