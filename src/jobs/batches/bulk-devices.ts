import { Problem } from '../../problems/problem.js';
import { validatePart } from '../../problems/validation.js';
import { DeviceForbiddenProblem } from '../device-access.js';
import type { JobRequestDto } from '../job-request.dto.js';
import { hasTemplate, mergeParsing, mergeRendering } from './bulk-merge.js';
import { BulkDeviceDto, type BulkCommonDto } from './bulk-request.dto.js';

/** Longest host that is repeated in an answer. */
const LONGEST_HOST = 255;

/** A device of a request for which no job is made. */
export interface RefusedDevice {
  /** Its place in `devices`, from 0. */
  readonly index: number;
  readonly host: string | null;
  /** What is wrong, without values. */
  readonly reason: string;
}

/**
 * The job that a request asks for on one of its devices.
 *
 * @throws Problem 422 naming every field of the device that is wrong
 */
export function jobRequestFor(common: BulkCommonDto, device: unknown): JobRequestDto {
  const judged = validatePart(BulkDeviceDto, device, '');
  if (!judged.ok) throw new DeviceFault(judged.errors.map(toText).join('; '));
  const { rendering, parsing, ...own } = given(judged.value);
  const { command, config, ...rest } = given(common);
  const hasOwnOperation = 'command' in own || 'config' in own;
  const operation = hasOwnOperation || hasTemplate(rendering) ? {} : given({ command, config });
  const templates = {
    rendering: mergeRendering(rest.rendering, rendering, hasOwnOperation),
    parsing: mergeParsing(rest.parsing, parsing),
  };
  return {
    driver: common.driver,
    ...rest,
    ...operation,
    ...own,
    ...given(templates),
    connection_args: { ...common.connection_args, ...own.connection_args },
    driver_args: { ...common.driver_args, ...own.driver_args },
  };
}

/** What a device is told that is refused for `error`. @throws `error` when it says nothing about the device */
export function refusal(
  common: BulkCommonDto,
  device: unknown,
  index: number,
  error: unknown,
): RefusedDevice {
  const host = hostOf(device) ?? hostOf(common);
  if (error instanceof DeviceFault || error instanceof DeviceForbiddenProblem)
    return { index, host, reason: error.message };
  if (error instanceof Problem && error.status === 422) {
    return { index, host, reason: (error.extras.errors ?? []).map(toText).join('; ') };
  }
  throw error;
}

/** A device's own part of the request is not as it should be. */
class DeviceFault extends Error {}

function toText({ field, message }: { field: string; message: string }): string {
  return field === '' ? message : `${field}: ${message}`;
}

/** JSON's null counts as left out, as class-validator has it. */
function given<T extends object>(fields: T): Partial<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries) as Partial<T>;
}

/** What was sent, while nothing is known of it. */
function hostOf(part: unknown): string | null {
  const args = fieldOf(part, 'connection_args');
  const host = fieldOf(args, 'host');
  return typeof host === 'string' && host.length <= LONGEST_HOST ? host : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
