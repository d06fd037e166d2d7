import { Module } from '@nestjs/common';
import { ConsoleController } from './console.controller.js';
import { FrontController } from './front.controller.js';
import { PageFiles } from './page-files.js';

/** Serves the operator's page at /console, plain files that speak to the REST API with the operator's own key, and leads there from /. */
@Module({ controllers: [FrontController, ConsoleController], providers: [PageFiles] })
export class ConsoleModule {}
