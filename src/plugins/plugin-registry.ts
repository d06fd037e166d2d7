import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import {
  descriptionOf,
  isPluginToken,
  pluginToken,
  type PluginDescription,
  type PluginKind,
} from './plugin.js';
import { PluginRegistrationError } from './plugin-error.js';

interface Registered {
  readonly instance: object;
  readonly description: PluginDescription;
}

/**
 * Every driver, webhook caller and credential provider of this process, by kind and name. It is filled from the providers that carry a
 * plugin token, wherever in the module graph they are registered, so that a new one changes no core file.
 */
@Injectable()
export class PluginRegistry implements OnModuleInit {
  /** By kind and name: each job asks for some, and a token would have to be made for each question. */
  private readonly plugins = new Map<PluginKind, Map<string, Registered>>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws PluginRegistrationError when a name is taken twice or a provider behind a plugin token is not a plugin */
  onModuleInit(): void {
    for (const { token, instance, host } of this.discovery.getProviders()) {
      if (!isPluginToken(token)) continue;
      const description = descriptionOf((instance as object).constructor);
      if (!description || pluginToken(description.kind, description.name) !== token) {
        const fault = `The provider of "${token}" is not decorated as that plugin`;
        throw new PluginRegistrationError(fault, host?.metatype);
      }
      const { kind, name } = description;
      const known = this.get(kind, name);
      if (known && known.instance !== instance) {
        const fault = `There is a ${kind} named "${name}" already`;
        throw new PluginRegistrationError(fault, host?.metatype);
      }
      const ofKind = this.plugins.get(kind) ?? new Map<string, Registered>();
      this.plugins.set(kind, ofKind.set(name, { instance: instance as object, description }));
    }
  }

  /** The names of all plugins of a kind, sorted. */
  names(kind: PluginKind): string[] {
    return this.describe(kind).map(({ name }) => name);
  }

  /** What all plugins of a kind say about themselves, sorted by name. */
  describe(kind: PluginKind): PluginDescription[] {
    return [...(this.plugins.get(kind)?.values() ?? [])]
      .map(({ description }) => description)
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** What the plugin of this name says about itself; undefined when there is none. */
  description(kind: PluginKind, name: string): PluginDescription | undefined {
    return this.get(kind, name)?.description;
  }

  /** The plugin behind a token. The caller names the contract that the kind stands for. */
  find<T extends object>(kind: PluginKind, name: string): T | undefined {
    return this.get(kind, name)?.instance as T | undefined;
  }

  private get(kind: PluginKind, name: string): Registered | undefined {
    return this.plugins.get(kind)?.get(name);
  }
}
