/**
 * What Redis does in the same step right after one of Bull's scripts, when that runs as one of many. A shortcut: the
 * script may run alone, and then the sequel does not.
 */
export interface ScriptSequel {
  /** Lua, with the arguments of the round as ARGV: returns a function of the script's answer (a table), or nil for none. */
  readonly lua: string;
  begin(): SequelRound;
}

/** One command's worth of a {@link ScriptSequel}. */
export interface SequelRound {
  readonly args: readonly (string | number)[];
  /** Is told what the Lua function returned, but for nil and false, before Bull is told what its scripts answered. */
  heard(said: readonly unknown[]): void;
}
