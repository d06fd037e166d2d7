import { MODULE_METADATA } from '@nestjs/common/constants.js';
import type { Type } from '@nestjs/common';
import * as nodeModule from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { within } from '../time/within.js';
import { entryOf, isPath } from './plugin-entry.js';
import { PluginError } from './plugin-error.js';
import { faultOf } from './plugin-fault.js';
import { importedFrom, resolve } from './resolve-hook.js';

/** A plugin may wait for something of its own while it is imported, but not for ever. */
const IMPORT_DEADLINE_MS = 30_000;

/** Since Node 22.15 hooks can run in this thread; the types of Node 20 do not know it. */
type RegisterHooks = (hooks: { resolve: typeof resolve }) => void;

/** A plugin as NETPULSE_PLUGINS names it. */
export interface LoadedPlugin {
  readonly name: string;
  /** The folder of the file that was imported, with a slash at the end. */
  readonly folderUrl: string;
  /** The Nest modules that it exports. */
  readonly modules: readonly Type<unknown>[];
}

/**
 * Imports plugins, one after the other. Wherever they lie, they get NetPulse's own copies of `netpulse/plugin`, Nest,
 * class-validator and class-transformer.
 *
 * @param names packages, files or folders
 * @param folder where they are looked for
 * @throws PluginError for the first one that cannot be found, fails while it is imported, or exports no Nest module
 */
export async function loadPlugins(names: readonly string[], folder: string): Promise<LoadedPlugin[]> {
  const plugins: LoadedPlugin[] = [];
  if (names.length > 0) registerHook();
  for (const name of new Set(names)) {
    const url = urlOf(name, folder);
    const modules = nestModulesOf(name, await importPlugin(name, url));
    plugins.push({ name, folderUrl: new URL('.', url).href, modules });
  }
  return plugins;
}

let isRegistered = false;

function registerHook(): void {
  if (isRegistered) return;
  isRegistered = true;
  if ('registerHooks' in nodeModule) (nodeModule.registerHooks as RegisterHooks)({ resolve });
  else nodeModule.register('./resolve-hook.js', import.meta.url);
}

function urlOf(plugin: string, folder: string): string {
  const { specifier, from } = entryOf(plugin, folder);
  try {
    return import.meta.resolve(importedFrom(specifier, from));
  } catch (cause) {
    throw new PluginError(plugin, isPath(plugin) ? faultOf(cause) : notFound(plugin, folder, cause), {
      cause,
    });
  }
}

function notFound(plugin: string, folder: string, error: unknown): string {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'))
    return faultOf(error);
  const hint = existsSync(join(folder, plugin)) ? `; the path would be ./${plugin}` : '';
  return `no package of that name is installed in ${folder} or a folder above it${hint}`;
}

async function importPlugin(plugin: string, url: string): Promise<Record<string, unknown>> {
  const importing = (import(url) as Promise<Record<string, unknown>>).catch((error: unknown) => {
    throw new PluginError(plugin, faultOf(error, fileURLToPath(url)), { cause: error });
  });
  const exported = await within(IMPORT_DEADLINE_MS, importing, undefined);
  if (exported) return exported;
  throw new PluginError(plugin, `its import has not ended within ${IMPORT_DEADLINE_MS / 1_000} s`);
}

function nestModulesOf(plugin: string, exported: Record<string, unknown>): Type<unknown>[] {
  const modules = [...new Set(Object.values(exported))].filter(isNestModule);
  if (modules.length > 0) return modules;
  throw new PluginError(plugin, 'it exports no Nest module, that is, no class decorated with @Module(...)');
}

/** @Module leaves nothing on a class but what it was given. */
function isNestModule(value: unknown): value is Type<unknown> {
  return (
    typeof value === 'function' &&
    Object.values(MODULE_METADATA).some((key) => Reflect.hasOwnMetadata(key, value))
  );
}
