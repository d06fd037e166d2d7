import type { Provider } from '@nestjs/common';
import { providePlugin } from '../../plugins/plugin.js';
import { GuardedSockets } from '../egress/guarded-sockets.js';
import { BasicCaller } from './basic.caller.js';
import { CloudEventsCaller } from './cloudevents/cloudevents.caller.js';
import { EventCaller } from './event.caller.js';
import { KafkaCaller } from './kafka/kafka.caller.js';
import { RabbitmqCaller } from './rabbitmq/rabbitmq.caller.js';
import { StandardCaller } from './standard.caller.js';

/**
 * Every caller that NetPulse brings: the plain HTTP ones, then those with a library and options of their own. They are
 * providers of WebhooksModule itself: Nest meets its modules by their distance, and of two callers of one name the plugin
 * that came last is told, not NetPulse.
 */
export const CALLERS: readonly Provider[] = [
  GuardedSockets,
  providePlugin(BasicCaller),
  providePlugin(EventCaller),
  providePlugin(StandardCaller),
  providePlugin(CloudEventsCaller),
  providePlugin(RabbitmqCaller),
  providePlugin(KafkaCaller),
];
