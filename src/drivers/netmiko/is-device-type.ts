import { buildMessage, ValidateBy, type ValidationArguments } from 'class-validator';
import { nearestDeviceTypes } from './platforms/nearest-device-types.js';
import { readDeviceType } from './platforms/platform-registry.js';

/** Property decorator: a `device_type` that the netmiko driver knows. */
export function IsDeviceType(): PropertyDecorator {
  return ValidateBy({
    name: 'isDeviceType',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && readDeviceType(value) !== undefined,
      defaultMessage: buildMessage(
        (each, args?: ValidationArguments) => `${each}$property ${complaint(args?.value)}`,
      ),
    },
  });
}

function complaint(value: unknown): string {
  if (typeof value !== 'string') return 'must be a platform such as cisco_ios, or autodetect';
  return `is not known; the nearest: ${nearestDeviceTypes(value).join(', ')}`;
}
