/** What a script is called with: its keys, then its arguments. */
export type ScriptCall = readonly (string | number | Buffer | null | undefined)[];

/** What Redis does in the same step right after one of Bull's scripts. */
export interface ScriptSequel {
  /**
   * Lua, with the arguments of the round as ARGV: returns a function of a call's answer, which one it is (from 1), and its
   * arguments; and, if need be, a second one, called at the end of the round.
   */
  readonly lua: string;
  /**
   * It belongs to the call: it is done also when the script runs alone, and what it cannot do is the call's error. Left
   * out by a shortcut, which is taken only when the script runs as one of many, and whose errors cost nothing.
   */
  readonly isNeeded?: boolean;
  begin(calls: readonly ScriptCall[]): SequelRound;
}

/** One command's worth of a {@link ScriptSequel}. */
export interface SequelRound {
  readonly args: readonly (string | number)[];
  /** Is told what the Lua function returned, but for nil and false, before Bull is told what its scripts answered. */
  heard?(said: readonly unknown[]): void;
}
