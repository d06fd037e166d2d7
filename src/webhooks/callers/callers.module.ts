import { Module } from '@nestjs/common';
import { providePlugin } from '../../plugins/plugin.js';
import { GuardedSockets } from '../egress/guarded-sockets.js';
import { BasicCaller } from './basic.caller.js';
import { CloudEventsCaller } from './cloudevents/cloudevents.caller.js';
import { EventCaller } from './event.caller.js';
import { KafkaCaller } from './kafka/kafka.caller.js';
import { RabbitmqCaller } from './rabbitmq/rabbitmq.caller.js';
import { StandardCaller } from './standard.caller.js';

/** Every caller that NetPulse brings: the plain HTTP ones, then those with a library and options of their own. */
@Module({
  providers: [
    GuardedSockets,
    providePlugin(BasicCaller),
    providePlugin(EventCaller),
    providePlugin(StandardCaller),
    providePlugin(CloudEventsCaller),
    providePlugin(RabbitmqCaller),
    providePlugin(KafkaCaller),
  ],
})
export class CallersModule {}
