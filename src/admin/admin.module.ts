import { Module } from '@nestjs/common';
import { AdminController } from './admin.controller.js';
import { AdminSession } from './admin-session.js';
import { QueueBoard } from './queue-board.js';

/** Shows operators the queues on a page, at /admin/queues. */
@Module({ controllers: [AdminController], providers: [AdminSession, QueueBoard] })
export class AdminModule {}
