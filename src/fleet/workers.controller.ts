import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProtected } from '../auth/api-protected.js';
import { Fleet } from './fleet.js';
import { toWorkerDto, WorkerDto } from './worker.dto.js';

@ApiTags('workers')
@ApiProtected()
@Controller('workers')
export class WorkersController {
  constructor(private readonly fleet: Fleet) {}

  @Get()
  @ApiOperation({ summary: 'List the live workers' })
  @ApiOkResponse({ type: [WorkerDto] })
  async list(): Promise<WorkerDto[]> {
    return (await this.fleet.liveWorkers()).map(toWorkerDto);
  }
}
