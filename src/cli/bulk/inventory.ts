import { fileText } from '../device-options.js';
import { ServiceError } from '../service-client.js';

/** A device of an inventory: what POST /jobs/bulk takes in `devices`. */
export interface InventoryDevice {
  readonly connection_args: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** Columns that are fields of the job; every other one belongs to `connection_args`. */
const JOB_FIELDS = ['command', 'config', 'device_name'];
const NUMBERS = ['port'];

/**
 * Reads devices from a file: CSV with a line of headings (`host,port,username,...`), or YAML, a list of the same as
 * mappings. A field that is empty is left to what is said for all.
 *
 * @throws ServiceError when it cannot be read
 */
export async function readInventory(path: string): Promise<InventoryDevice[]> {
  const text = fileText(path);
  const rows = /\.ya?ml$/i.test(path) ? await yamlRows(path, text) : await csvRows(path, text);
  if (rows.length === 0) throw new ServiceError(`${path} names no device`);
  return rows.map(toDevice);
}

/** The parsers are loaded when there is a file: every other command starts without them. */
async function csvRows(path: string, text: string): Promise<Record<string, unknown>[]> {
  const { parse } = await import('csv-parse/sync');
  try {
    return parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true, comment: '#' });
  } catch (error) {
    throw faulty(path, 'CSV with a line of headings', error);
  }
}

async function yamlRows(path: string, text: string): Promise<Record<string, unknown>[]> {
  const { parse } = await import('yaml');
  let rows: unknown;
  try {
    rows = parse(text);
  } catch (error) {
    throw faulty(path, 'YAML', error);
  }
  if (Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null)) {
    return rows as Record<string, unknown>[];
  }
  throw new ServiceError(`${path} must be a list of devices, each with its host`);
}

function faulty(path: string, form: string, error: unknown): ServiceError {
  return new ServiceError(`${path} is no ${form}: ${error instanceof Error ? error.message : String(error)}`);
}

function toDevice(row: Readonly<Record<string, unknown>>): InventoryDevice {
  const given = Object.entries(row).filter(([, value]) => value !== '' && value !== null);
  const entries = given.map(
    ([name, value]) => [name, NUMBERS.includes(name) ? numberIn(value) : value] as const,
  );
  const isOfJob = (name: string): boolean => JOB_FIELDS.includes(name);
  return {
    ...Object.fromEntries(entries.filter(([name]) => isOfJob(name))),
    connection_args: Object.fromEntries(entries.filter(([name]) => !isOfJob(name))),
  };
}

/** What is no number stays as it is, for the service to refuse: made a number, it would be none, and so the default. */
function numberIn(value: unknown): unknown {
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}
