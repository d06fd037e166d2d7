import { Injectable, type ClassProvider, type Provider, type Type } from '@nestjs/common';

/** What a plugin can add to NetPulse. */
export type PluginKind = 'driver' | 'webhook-caller' | 'credential' | 'renderer' | 'parser';

/** What a plugin says about itself, for validation at submit and for the API's own descriptions. */
export interface PluginDescription {
  readonly kind: PluginKind;
  /** The name that a request uses. */
  readonly name: string;
  /** One sentence for a user who chooses. */
  readonly description: string;
  /** The DTO classes (class-validator) by which a request's own parts are judged, by the name of the part. */
  readonly parts: Readonly<Record<string, Type<object>>>;
  /** For webhook callers: the URL schemes (without colon) of the destinations that they reach. */
  readonly schemes?: readonly string[];
}

const DESCRIPTION = Symbol('netpulse:plugin');
const TOKEN_PREFIX = 'netpulse:';

/** The injection token under which a plugin of this kind and name is provided. */
export function pluginToken(kind: PluginKind, name: string): string {
  return `${TOKEN_PREFIX}${kind}:${name}`;
}

/** Whether an injection token was made by {@link pluginToken}. */
export function isPluginToken(token: unknown): token is string {
  return typeof token === 'string' && token.startsWith(TOKEN_PREFIX);
}

/** Class decorator: makes a class injectable and remembers what it is. */
export function describePlugin(description: PluginDescription): ClassDecorator {
  return (target) => {
    Injectable()(target);
    Reflect.defineMetadata(DESCRIPTION, description, target);
  };
}

/** What {@link describePlugin} said of a class, or undefined. */
export function descriptionOf(target: object): PluginDescription | undefined {
  return Reflect.getMetadata(DESCRIPTION, target) as PluginDescription | undefined;
}

/**
 * The one line by which a module registers a plugin: `providers: [providePlugin(SlackCaller)]`.
 *
 * @throws Error when the class carries no plugin decorator
 */
export function providePlugin(target: Type<object>): Provider {
  const description = descriptionOf(target);
  if (!description)
    throw new Error(`${target.name} is not a plugin: decorate it, e.g. with @WebhookCaller(name)`);
  return {
    provide: pluginToken(description.kind, description.name),
    useClass: target,
  } satisfies ClassProvider;
}
