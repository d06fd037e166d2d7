import { ValidateBy } from 'class-validator';
import { DeviceNetworks, NETWORK_RULE } from '../device-networks.js';

const MOST_ENTRIES = 200;

/** Property decorator: a list that {@link DeviceNetworks} reads. */
export function IsDeviceNetworks(): PropertyDecorator {
  return ValidateBy({
    name: 'isDeviceNetworks',
    validator: {
      validate: isDeviceNetworks,
      defaultMessage: () => `must be a list of 1 to ${MOST_ENTRIES} entries, each ${NETWORK_RULE}`,
    },
  });
}

function isDeviceNetworks(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ENTRIES) return false;
  const entries = value.filter((entry) => typeof entry === 'string');
  return entries.length === value.length && DeviceNetworks.read(entries) !== undefined;
}
