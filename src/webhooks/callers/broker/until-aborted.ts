import { DeliveryError } from '../../delivery-error.js';

/**
 * What `work` comes to, unless the attempt ends before: libraries of brokers know no AbortSignal. The work goes on by
 * itself then; whoever started it has to make it end.
 *
 * @throws DeliveryError why the attempt has ended
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(endOf(signal));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const settled = (): void => signal.removeEventListener('abort', abort);
    work.then(resolve, reject).finally(settled);
  });
}

function endOf({ reason }: AbortSignal): DeliveryError {
  if (reason instanceof DeliveryError) return reason;
  return new DeliveryError('aborted', 'The attempt was ended before the broker had taken the message');
}
