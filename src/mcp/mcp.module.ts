import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { McpController } from './mcp.controller.js';
import { ProtectedResourceController } from './protected-resource.controller.js';
import { ToolRooms } from './tool-rooms.js';

/** Lets language models use NetPulse: tools at /mcp, by the services and rules of the REST API. */
@Module({
  imports: [JobsModule, WebhooksModule],
  controllers: [McpController, ProtectedResourceController],
  providers: [ToolRooms],
})
export class McpModule {}
