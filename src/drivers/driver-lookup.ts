import type { Type } from '@nestjs/common';
import type { PluginRegistry } from '../plugins/plugin-registry.js';
import type { FieldError } from '../problems/problem.js';
import type { Driver } from './driver.js';

/** A registered driver and the DTO classes that judge its parts of a request. */
export interface RegisteredDriver {
  readonly name: string;
  readonly instance: Driver;
  readonly connectionArgs: Type<object>;
  readonly driverArgs: Type<object>;
}

/** What is said of a request that names no driver of this process. */
export function noSuchDriver(plugins: PluginRegistry): FieldError {
  return { field: 'driver', message: `must be one of: ${plugins.names('driver').join(', ')}` };
}

/** The driver of a request's name; undefined when there is none. */
export function driverNamed(plugins: PluginRegistry, name: string): RegisteredDriver | undefined {
  const instance = plugins.find<Driver>('driver', name);
  const parts = plugins.description('driver', name)?.parts;
  if (!instance || !parts?.connection_args || !parts.driver_args) return undefined;
  return { name, instance, connectionArgs: parts.connection_args, driverArgs: parts.driver_args };
}
