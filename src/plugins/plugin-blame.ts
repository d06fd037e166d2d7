import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { PluginError, PluginRegistrationError } from './plugin-error.js';
import { faultOf } from './plugin-fault.js';
import type { LoadedPlugin } from './plugin-loader.js';

const { IMPORTS, PROVIDERS, CONTROLLERS } = MODULE_METADATA;

/**
 * Finds the plugin that made a start fail: the one that registers what may not be registered, whose code threw, or
 * whose class Nest could not make. Undefined when it was none of them.
 */
export function blame(error: unknown, plugins: readonly LoadedPlugin[]): PluginError | undefined {
  if (!(error instanceof Error) || error instanceof PluginError) return undefined;
  const culprit = plugins.find(
    (plugin) => registers(plugin, error) || threw(plugin, error) || isNamed(plugin, error),
  );
  return culprit && new PluginError(culprit.name, faultOf(error), { cause: error });
}

function registers(plugin: LoadedPlugin, error: Error): boolean {
  return (
    error instanceof PluginRegistrationError &&
    typeof error.module === 'function' &&
    declaredBy(plugin).has(error.module)
  );
}

function threw({ folderUrl }: LoadedPlugin, { stack = '' }: Error): boolean {
  return stack.includes(folderUrl);
}

/** Nest's own errors name the class or the module that it could not make, and carry no other trace of it. */
function isNamed(plugin: LoadedPlugin, error: Error): boolean {
  const isFromNest = 'what' in error;
  if (!isFromNest) return false;
  const words = new Set(error.message.split(/[^\w$]+/));
  return [...declaredBy(plugin)].some((declared) => words.has(declared.name));
}

/** Every class that a plugin's modules declare: the modules themselves, those that they import, providers, controllers. */
function declaredBy({ modules }: LoadedPlugin): Set<{ readonly name: string }> {
  const declared = new Set<{ readonly name: string }>();
  const visit = (entry: unknown): void => {
    const found = classOf(entry);
    if (!found || declared.has(found)) return;
    declared.add(found);
    for (const key of [IMPORTS, PROVIDERS, CONTROLLERS])
      for (const inner of (Reflect.getMetadata(key, found) as unknown[] | undefined) ?? []) visit(inner);
  };
  modules.forEach(visit);
  return declared;
}

/** The class behind an entry of a module: itself, a provider's, or a dynamic module's. */
function classOf(entry: unknown): { readonly name: string } | undefined {
  if (typeof entry === 'function') return entry;
  if (typeof entry !== 'object' || entry === null) return undefined;
  if ('useClass' in entry && typeof entry.useClass === 'function') return entry.useClass;
  if ('module' in entry && typeof entry.module === 'function') return entry.module;
  return undefined;
}
