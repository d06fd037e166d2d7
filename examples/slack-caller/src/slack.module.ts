import { Module } from '@nestjs/common';
import { providePlugin } from 'netpulse/plugin';
import { SlackCaller } from './slack.caller.js';

/** What NETPULSE_PLUGINS loads: registers the caller `slack`. */
@Module({ providers: [providePlugin(SlackCaller)] })
export class SlackModule {}
