import { buildMessage, ValidateBy } from 'class-validator';
import { isIP } from 'node:net';

/** RFC 1123 labels, and the underscore that many inventories have in names. */
const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
const LONGEST_NAME = 253;

/** Whether this is an IP address or could be a host's name; looks nothing up. */
function isDeviceHost(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (isIP(value) !== 0) return true;
  const name = value.replace(/\.$/, '');
  if (name.length === 0 || name.length > LONGEST_NAME) return false;
  const labels = name.split('.');
  // A name whose last label is a number would be an address, and it is none.
  return labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** Property decorator: an IP address or a host name. */
export function IsDeviceHost(): PropertyDecorator {
  return ValidateBy({
    name: 'isDeviceHost',
    validator: {
      validate: isDeviceHost,
      defaultMessage: buildMessage((each) => `${each}$property must be a host name or an IP address`),
    },
  });
}
