/** What an agent said of one OID. The type is Net-SNMP's word for it. */
export interface SnmpBinding {
  readonly oid: string;
  readonly type: SnmpType;
  /** Numbers for INTEGER, Counter32, Gauge32 and Timeticks (hundredths of a second); text for the others; null for none. */
  readonly value: number | string | null;
}

export type SnmpType =
  | 'INTEGER'
  | 'STRING'
  | 'Hex-STRING'
  | 'NULL'
  | 'OID'
  | 'IpAddress'
  | 'Counter32'
  | 'Gauge32'
  | 'Timeticks'
  | 'Opaque'
  | 'Float'
  | 'Counter64'
  | 'noSuchObject'
  | 'noSuchInstance'
  | 'endOfMibView';

const HEX_BYTES_A_LINE = 16;
const ABSENT: Readonly<Partial<Record<SnmpType, string>>> = {
  NULL: 'NULL',
  noSuchObject: 'No Such Object available on this agent at this OID',
  noSuchInstance: 'No Such Instance currently exists at this OID',
  endOfMibView: 'No more variables left in this MIB View (It is past the end of the MIB tree)',
};

/** One line (a few, for long binary strings) as `snmpget -On` prints it without MIB files. */
export function formatBinding({ oid, type, value }: SnmpBinding): string {
  return `.${oid} = ${ABSENT[type] ?? formatValue(type, value ?? '')}`;
}

/** Whether the agent has a value for this OID. */
export function isPresent({ type }: SnmpBinding): boolean {
  return type !== 'noSuchObject' && type !== 'noSuchInstance' && type !== 'endOfMibView';
}

/** Text stays text; bytes that are none become hexadecimal, as Net-SNMP does it. */
export function octetString(bytes: Buffer): Pick<SnmpBinding, 'type' | 'value'> {
  // A C string's closing NUL belongs to the text for many agents.
  const text = bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
  const isText = text.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d));
  if (isText) return { type: 'STRING', value: text.toString('latin1') };
  return { type: 'Hex-STRING', value: hexPairs(bytes) };
}

export function hexPairs(bytes: Buffer): string {
  return bytes
    .toString('hex')
    .toUpperCase()
    .replaceAll(/..(?=.)/g, '$& ');
}

function formatValue(type: SnmpType, value: number | string): string {
  if (type === 'STRING')
    return value === '' ? '""' : `STRING: "${String(value).replaceAll(/["\\]/g, '\\$&')}"`;
  if (type === 'Hex-STRING') return `Hex-STRING: ${hexLines(String(value))}`;
  if (type === 'Timeticks') return `Timeticks: (${value}) ${duration(Number(value))}`;
  if (type === 'OID') return `OID: .${value}`;
  if (type === 'Float') return `Opaque: Float: ${Number(value).toFixed(6)}`;
  return `${type}: ${value}`;
}

function hexLines(pairs: string): string {
  const bytes = pairs.split(' ');
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += HEX_BYTES_A_LINE) {
    lines.push(`${bytes.slice(at, at + HEX_BYTES_A_LINE).join(' ')} `);
  }
  return lines.join('\n');
}

function duration(hundredths: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(hundredths / 100);
  const days = Math.floor(seconds / 86_400);
  const time = `${Math.floor(seconds / 3_600) % 24}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  const day = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `;
  return `${day}${time}.${pad(hundredths % 100)}`;
}
