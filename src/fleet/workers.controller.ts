import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Needs } from '../auth/route-access.js';
import { notFound } from '../problems/problem.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Fleet } from './fleet.js';
import type { WorkerOrder } from './worker-orders.js';
import type { WorkerRecord } from './worker-record.js';
import { toWorkerDto, WorkerDto } from './worker.dto.js';

@ApiTags('workers')
@Controller('workers')
export class WorkersController {
  constructor(private readonly fleet: Fleet) {}

  @Needs('jobs:read', 'workers:admin')
  @Get()
  @ApiOperation({ summary: 'List the live workers' })
  @ApiOkResponse({ type: [WorkerDto] })
  async list(): Promise<WorkerDto[]> {
    const workers = await this.fleet.liveWorkers();
    return Promise.all(workers.map((worker) => this.shown(worker)));
  }

  @Needs('workers:admin')
  @Post(':name/pause')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Pause a worker',
    description: 'It finishes its jobs and takes no new ones. While no other worker runs, submits get 503.',
  })
  @ApiAcceptedResponse({ type: WorkerDto, description: 'The worker as it was when it was told.' })
  @ApiNotFoundResponse({ type: ProblemDto })
  pause(@Param('name') name: string): Promise<WorkerDto> {
    return this.tell(name, 'pause');
  }

  @Needs('workers:admin')
  @Post(':name/resume')
  @HttpCode(202)
  @ApiOperation({ summary: 'Let a paused worker take jobs again' })
  @ApiAcceptedResponse({ type: WorkerDto, description: 'The worker as it was when it was told.' })
  @ApiNotFoundResponse({ type: ProblemDto })
  resume(@Param('name') name: string): Promise<WorkerDto> {
    return this.tell(name, 'resume');
  }

  @Needs('workers:admin')
  @Delete(':name')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Drain a worker',
    description:
      'It takes no new job, its running ones end within NETPULSE_SHUTDOWN_GRACE, and its process ends, as after ' +
      'SIGTERM; with NETPULSE_ROLE=all that is the api, too.',
  })
  @ApiAcceptedResponse({ type: WorkerDto, description: 'The worker as it was when it was told.' })
  @ApiNotFoundResponse({ type: ProblemDto })
  drain(@Param('name') name: string): Promise<WorkerDto> {
    return this.tell(name, 'drain');
  }

  private async tell(name: string, order: WorkerOrder): Promise<WorkerDto> {
    const worker = await this.fleet.order(name, order);
    if (!worker) throw notFound('No worker of this name is alive.');
    return this.shown(worker);
  }

  private async shown(worker: WorkerRecord): Promise<WorkerDto> {
    return toWorkerDto(worker, await this.fleet.waitingFor(worker.name));
  }
}
