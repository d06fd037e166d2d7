import { Module } from '@nestjs/common';
import { Fleet } from './fleet.js';
import { WorkersController } from './workers.controller.js';

/** Offers who is alive, and answers /workers. */
@Module({ controllers: [WorkersController], providers: [Fleet], exports: [Fleet] })
export class FleetModule {}
