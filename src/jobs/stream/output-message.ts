/** A piece of what a device sent. */
export interface OutputChunk {
  /** Counts the pieces of a job from 0: a watcher sees by it what he has had already, and what he missed. */
  readonly seq: number;
  /** The place in the job's results of what it is the output of. */
  readonly index: number;
  readonly text: string;
}

/** What a worker says on a job's output channel. */
export type OutputMessage =
  | { readonly kind: 'started' }
  /** The newest piece. */
  | { readonly kind: 'more'; readonly chunks: readonly OutputChunk[] }
  /** Everything that is kept, for somebody who has said hello. */
  | { readonly kind: 'all'; readonly chunks: readonly OutputChunk[] };

/** What a watcher says of a job: `hello` when he comes, `still here` again and again. */
export interface WatchMessage {
  readonly id: string;
  readonly says: 'hello' | 'still here';
}
