import { createRequire } from 'node:module';

interface Executor {
  getKeys: (this: Executor, target: unknown, object: object, isMap: boolean) => readonly unknown[];
}

/** More than any class of ours, or of a plugin, has fields. */
const MOST_FIELDS = 500;

/**
 * Has class-transformer take the keys of a large object as they are. It searches its whole list of keys for each of them, to
 * have none twice (0.5.1, `getKeys`), which takes 4 s for 80,000: one request of less than a megabyte would stop a process.
 *
 * @throws Error where class-transformer has no such method any more
 */
export function listKeysOnce(executor: Executor): void {
  if (typeof executor.getKeys !== 'function') {
    throw new Error('class-transformer lists keys in another way now: see lean-transformation.ts');
  }
  const { getKeys } = executor;
  executor.getKeys = function (target, object, isMap) {
    const keys = object instanceof Map ? [...object.keys()] : Object.keys(object);
    return keys.length > MOST_FIELDS ? keys : getKeys.call(this, target, object, isMap);
  };
}

// Neither exported nor typed. The copy that Nest's pipe and ours share: it stays outside the bundle.
const { TransformOperationExecutor } = createRequire(import.meta.url)(
  'class-transformer/cjs/TransformOperationExecutor.js',
) as { TransformOperationExecutor: { prototype: Executor } };
listKeysOnce(TransformOperationExecutor.prototype);
