import { readFileSync } from 'node:fs';

/** Logins of devices by their names in capitals; of each the fields that are set, by their wire names. */
export type EnvironmentCredentials = ReadonlyMap<string, Readonly<Record<string, string>>>;

const PREFIX = 'NETPULSE_CREDENTIAL_';
const FIELDS = [
  'USERNAME',
  'PASSWORD',
  'SECRET',
  'PKEY',
  'PASSPHRASE',
  'COMMUNITY',
  'AUTH_KEY',
  'PRIV_KEY',
  'HOSTS',
  'PORTS',
  'DRIVERS',
  'ALLOW_CLEARTEXT',
] as const;
const VARIABLE = new RegExp(`^${PREFIX}(?<name>[A-Z0-9_]+)_(?<field>${FIELDS.join('|')})(?<file>_FILE)?$`);
const ALLOWED =
  `NETPULSE_CREDENTIAL_<NAME>_ and one of ${FIELDS.join(', ')}, in capitals, ` +
  'and _FILE behind it to read a file';

/** Whether a variable is about a credential, well formed or not. */
export function isCredentialVariable(variable: string): boolean {
  return variable.startsWith(PREFIX);
}

/** Reads `NETPULSE_CREDENTIAL_<NAME>_<FIELD>` and `..._FILE`. An empty variable counts as unset. */
export function readEnvironmentCredentials(environment: NodeJS.ProcessEnv): {
  readonly found: EnvironmentCredentials;
  readonly faults: readonly string[];
} {
  const found = new Map<string, Record<string, string>>();
  const faults: string[] = [];
  for (const [variable, value = ''] of Object.entries(environment)) {
    if (!isCredentialVariable(variable) || value === '') continue;
    const { name, field, file } = VARIABLE.exec(variable)?.groups ?? {};
    if (name === undefined || field === undefined) {
      faults.push(`${variable} is no part of a credential; allowed: ${ALLOWED}`);
      continue;
    }
    const credential = found.get(name) ?? {};
    found.set(name, credential);
    const text = file === undefined ? value : readText(value);
    if (text === undefined) faults.push(`${variable} names a file that cannot be read`);
    // An empty HOSTS would let it go anywhere.
    else if (text === '') faults.push(`${variable} names a file that is empty`);
    else if (Object.hasOwn(credential, field.toLowerCase()))
      faults.push(`${PREFIX}${name}_${field} is set, and its _FILE too; keep one of them`);
    else credential[field.toLowerCase()] = text;
  }
  return { found, faults };
}

/** Without the line end that editors leave. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
