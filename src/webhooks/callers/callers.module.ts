import { Module } from '@nestjs/common';
import { providePlugin } from '../../plugins/plugin.js';
import { GuardedSockets } from '../egress/guarded-sockets.js';
import { CloudEventsCaller } from './cloudevents/cloudevents.caller.js';
import { KafkaCaller } from './kafka/kafka.caller.js';
import { RabbitmqCaller } from './rabbitmq/rabbitmq.caller.js';

/** Callers beyond the plain HTTP ones, each with a library and options of its own. */
@Module({
  providers: [
    GuardedSockets,
    providePlugin(CloudEventsCaller),
    providePlugin(RabbitmqCaller),
    providePlugin(KafkaCaller),
  ],
})
export class CallersModule {}
