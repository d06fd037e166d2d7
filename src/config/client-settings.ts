import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the command line finds the service. */
const URL_VARIABLE = 'NETPULSE_URL';
const DEFAULT_URL = 'http://127.0.0.1:9000';

/** How the command line reaches a service, and as whom. */
export interface ClientSettings {
  /** Without a slash at the end. */
  readonly url: string;
  /** Null: none was found. */
  readonly apiKey: string | null;
}

/**
 * Reads NETPULSE_URL, and the key: NETPULSE_API_KEY, the file that NETPULSE_API_KEY_FILE names, or the one that a service on
 * this machine made in its data folder. A key is no option of a command: other users of the machine see those.
 */
export function clientSettings(environment: NodeJS.ProcessEnv = process.env): ClientSettings {
  const url = given(environment[URL_VARIABLE]) ?? DEFAULT_URL;
  return {
    url: url.replace(/\/+$/, ''),
    apiKey: given(environment.NETPULSE_API_KEY) ?? keyInFile(environment),
  };
}

/** A device's password: no option of a command, since other users of the machine see those. */
export const PASSWORD_VARIABLE = 'NETPULSE_DEVICE_PASSWORD';

/** What only the command line reads: a service that is started in the same shell finds them, too. */
export const CLIENT_VARIABLES: readonly string[] = [URL_VARIABLE, PASSWORD_VARIABLE];

/** Reads NETPULSE_DEVICE_PASSWORD; undefined when there is none. */
export function devicePassword(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return given(environment[PASSWORD_VARIABLE]);
}

function keyInFile({
  NETPULSE_API_KEY_FILE: file,
  NETPULSE_DATA_DIR: dataDir,
}: NodeJS.ProcessEnv): string | null {
  try {
    const path = given(file) ?? join(given(dataDir) ?? '.netpulse', 'api-key');
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Not on this machine, or not this user's: whoever asks says that there is none.
    return null;
  }
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
