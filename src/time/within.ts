/**
 * What the work comes to, or `otherwise` once it has taken too long. Then it goes on, and nobody hears of its end: who wants
 * to know of a failure that comes late catches it in the work itself.
 */
export async function within<Result, Otherwise>(
  timeoutMs: number,
  work: Promise<Result>,
  otherwise: Otherwise,
): Promise<Result | Otherwise> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Otherwise>(
    (resolve) => (timer = setTimeout(() => resolve(otherwise), timeoutMs)),
  );
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
