import type { Client, SFTPWrapper } from 'ssh2';
import { DeviceError } from '../device-error.js';

/** The host refuses the subsystem, or another channel. */
export class NoSftpError extends DeviceError {
  constructor(why: string) {
    super('ConnectionFailed', `Connection failed: The host offers no SFTP (${why})`);
  }
}

/** How long, and until when, a transfer may go on. */
export interface TransferLimits {
  /** 0 for no limit but the job's own. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A server that does not confirm the end of a channel within this time gets no more of it. */
const CLOSE_TIMEOUT_MS = 1_000;

/** One SFTP channel for one transfer, which ends when the transfer is done, takes too long, or its job is aborted. */
export async function withSftp<T>(
  client: Client,
  { timeoutMs, signal }: TransferLimits,
  transfer: (sftp: SFTPWrapper) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw aborted();
  let giveUp: (fault: DeviceError) => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => (giveUp = reject));
  const onAbort = (): void => giveUp(aborted());
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = timeoutMs > 0 ? setTimeout(() => giveUp(timedOut(timeoutMs)), timeoutMs) : undefined;
  const opening = open(client);
  let sftp: SFTPWrapper | undefined;
  let isClosed = false;
  try {
    sftp = await Promise.race([opening, ended]);
    sftp.once('close', () => {
      isClosed = true;
      giveUp(lost());
    });
    const result = await Promise.race([transfer(sftp), ended]);
    sftp.end();
    return result;
  } catch (error) {
    if (sftp && !isClosed) await closed(sftp);
    // It may be opened yet, when nobody waits for it any more.
    if (!sftp) void opening.then((late) => late.end()).catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Once it is closed, the server does nothing more of what it was asked over it: what it has made can be cleaned up. */
function closed(sftp: SFTPWrapper): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
    sftp.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    sftp.end();
  });
}

function open(client: Client): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.sftp((error, sftp) => {
      if (error) return reject(new NoSftpError(error.message));
      // Each operation tells its own error; without a listener this one would end the process.
      sftp.on('error', () => {});
      resolve(sftp);
    });
  });
}

function aborted(): DeviceError {
  return new DeviceError('Aborted', 'Aborted: The job was stopped before the file was transferred');
}

function lost(): DeviceError {
  return new DeviceError(
    'SessionLost',
    'Session lost: The host ended the session before the file was transferred',
  );
}

function timedOut(timeoutMs: number): DeviceError {
  return new DeviceError(
    'CommandTimeout',
    `Command timeout: The file was not transferred within ${timeoutMs / 1_000} s`,
  );
}
