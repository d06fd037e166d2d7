/** Type letters of Net-SNMP's snmpset. */
export type SetType = 'i' | 'u' | 'c' | 't' | 'a' | 'o' | 's' | 'x' | 'd';

/** One variable to be set. */
export interface SnmpAssignment {
  readonly oid: string;
  readonly type: SetType;
  readonly value: number | string | Buffer;
}
