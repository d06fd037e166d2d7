import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { PluginRegistry } from './plugin-registry.js';

/** Offers the registry that finds drivers, webhook callers and credential providers by name. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [PluginRegistry], exports: [PluginRegistry] })
export class PluginsModule {}
