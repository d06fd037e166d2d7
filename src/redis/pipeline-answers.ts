import type { ChainableCommander } from 'ioredis';

/** Sends a pipeline and returns its answers in order. @throws the first error among them */
export async function answersOf(pipeline: ChainableCommander): Promise<unknown[]> {
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, value]) => {
    if (error) throw error;
    return value;
  });
}
