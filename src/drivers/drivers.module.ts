import { Module } from '@nestjs/common';
import { providePlugin } from '../plugins/plugin.js';
import { NetmikoDriver } from './netmiko/netmiko.driver.js';

/** Offers the drivers that come with NetPulse, by their tokens in the plugin registry. */
@Module({ providers: [providePlugin(NetmikoDriver)] })
export class DriversModule {}
