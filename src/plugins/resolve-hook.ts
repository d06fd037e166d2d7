import { existsSync } from 'node:fs';
import type { ResolveHookContext } from 'node:module';

/**
 * Packages that a plugin must share with NetPulse instead of bringing a copy of its own: their decorators write to a
 * memory that lives in the module, and `netpulse/plugin` is NetPulse itself.
 */
const SHARED =
  /^(netpulse|@nestjs\/common|@nestjs\/core|@nestjs\/swagger|class-validator|class-transformer)(\/|$)/;

/** A specifier that carries, besides what to import, the file from which it is resolved. */
const PLUGIN_SCHEME = 'netpulse-plugin:';

/** Makes `import()` resolve a specifier as the file at the URL `from` would, once the hook is registered. */
export function importedFrom(specifier: string, from: string): string {
  return `${PLUGIN_SCHEME}${new URLSearchParams({ specifier, from })}`;
}

/**
 * Node's module resolution hook. It only changes from where a specifier is resolved, so it serves as a synchronous hook
 * and as an asynchronous one: what `nextResolve` returns is passed on. Off the main thread this file is loaded a second
 * time: it keeps no state and imports nothing of ours. In the bundle (scripts/setup/bundle.mjs) what is shared lies beside it.
 */
export function resolve<T>(
  specifier: string,
  context: ResolveHookContext,
  nextResolve: (specifier: string, context: ResolveHookContext) => T,
): T {
  if (SHARED.test(specifier)) {
    const bundled = new URL(`./shared/${specifier}.js`, import.meta.url);
    const shared = existsSync(bundled) ? bundled.href : specifier;
    return nextResolve(shared, { ...context, parentURL: import.meta.url });
  }
  if (!specifier.startsWith(PLUGIN_SCHEME)) return nextResolve(specifier, context);
  const wanted = new URLSearchParams(specifier.slice(PLUGIN_SCHEME.length));
  return nextResolve(wanted.get('specifier') ?? '', {
    ...context,
    parentURL: wanted.get('from') ?? undefined,
  });
}
