import type { Client, SFTPWrapper } from 'ssh2';
import { DeviceError } from '../device-error.js';

/** The host refuses the subsystem, or another channel. */
export class NoSftpError extends DeviceError {
  constructor(why: string) {
    super('ConnectionFailed', `Connection failed: The host offers no SFTP (${why})`);
  }
}

/** One SFTP channel for one transfer, which ends when the transfer is done, takes too long, or its job is aborted. */
export async function withSftp<T>(
  client: Client,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
  transfer: (sftp: SFTPWrapper) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw aborted();
  let sftp: SFTPWrapper | undefined;
  let giveUp: (fault: DeviceError) => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => (giveUp = reject));
  const onAbort = (): void => giveUp(aborted());
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = timeoutMs > 0 ? setTimeout(() => giveUp(timedOut(timeoutMs)), timeoutMs) : undefined;
  try {
    sftp = await Promise.race([open(client), ended]);
    sftp.once('close', () => giveUp(lost()));
    return await Promise.race([transfer(sftp), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    sftp?.end();
  }
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
