import { Inject, Injectable } from '@nestjs/common';
import { nameOf, type Actor } from '../../auth/actor.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { driverNamed, noSuchDriver } from '../../drivers/driver-lookup.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { invalid, type FieldError } from '../../problems/problem.js';
import { validatePart } from '../../problems/validation.js';
import { Sealer } from '../../secrets/sealer.js';
import { checkWebhook } from '../../webhooks/webhook-check.js';
import { sealWebhook, toWebhook } from '../../webhooks/webhook.mapper.js';
import { DeviceForbiddenProblem, expectDevice } from '../device-access.js';
import type { JobData } from '../job-data.js';
import { JobRequestChecker } from '../job-request-checker.js';
import { jobRequestFor, refusal, type RefusedDevice } from './bulk-devices.js';
import { BulkCommonDto, MOST_DEVICES } from './bulk-request.dto.js';
import { mapInSlices } from './time-slices.js';

/** What a bulk request asks for: jobs, each with the place of its device, and the devices that are wrong. */
export interface JudgedBulk {
  readonly driver: string;
  readonly jobs: readonly { readonly data: JobData; readonly index: number }[];
  readonly refused: readonly RefusedDevice[];
  /** Hosts of the refused devices, or on the way to them, that are forbidden to whoever asks. */
  readonly forbidden: readonly string[];
}

interface Bulk {
  readonly common: BulkCommonDto;
  readonly devices: readonly unknown[];
}

/** Judges a request for many devices: what is for all of them at once, then each device by itself. */
@Injectable()
export class BulkJudge {
  constructor(
    private readonly plugins: PluginRegistry,
    private readonly sealer: Sealer,
    private readonly checker: JobRequestChecker,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @param body as it was sent
   * @throws Problem 422 naming every field for all devices that is wrong, or what is wrong with the first devices when
   * none is right
   */
  async judge(body: unknown, actor: Actor): Promise<JudgedBulk> {
    const { common, devices } = this.parse(body);
    const { webhook, ...others } = common;
    const by = nameOf(actor);
    // Sealed once: it is the same for all.
    const sealed = webhook ? sealWebhook(toWebhook(webhook), this.sealer) : null;
    const forbidden: string[] = [];
    const judged = await mapInSlices(devices, (device, index) => {
      try {
        const data = this.checker.check(jobRequestFor(others, device));
        expectDevice(actor, data);
        return { data: { ...data, by, webhook: sealed }, index };
      } catch (error) {
        if (error instanceof DeviceForbiddenProblem) forbidden.push(error.host);
        return refusal(common, device, index, error);
      }
    });
    const jobs = judged.filter((entry) => 'data' in entry);
    const refused = judged.filter((entry) => 'reason' in entry);
    if (jobs.length === 0) throw invalid(refused.map(toFieldError), { refusedHosts: forbidden });
    return { driver: common.driver, jobs, refused, forbidden };
  }

  private parse(body: unknown): Bulk {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw invalid([{ field: 'body', message: 'must be an object' }]);
    }
    const { devices, ...rest } = body as Readonly<Record<string, unknown>>;
    const judged = validatePart(BulkCommonDto, rest, '');
    const errors = judged.ok ? this.faults(judged.value) : judged.errors;
    const isList = Array.isArray(devices) && devices.length >= 1 && devices.length <= MOST_DEVICES;
    if (!isList) errors.push({ field: 'devices', message: `must be a list of 1 to ${MOST_DEVICES} devices` });
    if (!judged.ok || !isList || errors.length > 0) throw invalid(errors);
    return { common: judged.value, devices };
  }

  private faults({ driver, webhook }: BulkCommonDto): FieldError[] {
    const errors = webhook ? checkWebhook(webhook, this.plugins, this.settings) : [];
    if (driverNamed(this.plugins, driver)) return errors;
    return [noSuchDriver(this.plugins), ...errors];
  }
}

function toFieldError({ index, reason }: RefusedDevice): FieldError {
  return { field: `devices.${index}`, message: reason };
}
