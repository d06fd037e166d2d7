/** The lines of a configuration. Blank lines inside are kept: a banner's text may have some. */
export function linesOf(config: string): string[] {
  return config.replace(/^\s*\n|\s+$/g, '').split(/\r?\n/);
}
