import { buildMessage, ValidateBy } from 'class-validator';
import { deviceTypes, findPlatform } from './platforms/platform-registry.js';

/** Property decorator: a `device_type` that the netmiko driver knows. */
export function IsDeviceType(): PropertyDecorator {
  return ValidateBy({
    name: 'isDeviceType',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && findPlatform(value) !== undefined,
      defaultMessage: buildMessage((each) => `${each}$property must be one of: ${deviceTypes().join(', ')}`),
    },
  });
}
