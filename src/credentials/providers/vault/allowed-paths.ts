/**
 * Whether a path is one of those allowed, or below one. Compared segment by segment, so that `network` does not allow
 * `network-core`; `*` stands for any one segment.
 */
export function isAllowedPath(path: string, allowed: readonly string[]): boolean {
  const segments = path.split('/');
  return allowed.some((entry) => {
    const wanted = entry.replace(/^\/+|\/+$/g, '').split('/');
    return (
      wanted.length <= segments.length && wanted.every((part, at) => part === '*' || part === segments[at])
    );
  });
}
