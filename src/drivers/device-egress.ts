import { Inject, Injectable } from '@nestjs/common';
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { SETTINGS, type Settings } from '../config/settings.js';
import { AddressPolicy } from '../matching/address-policy.js';
import { DeviceError } from './device-error.js';

const addressesOf = promisify(lookup);

/**
 * Where drivers may connect to. Whoever submits jobs names the hosts: nobody shall reach by NetPulse what only its machine
 * can. What a jump host connects to is the jump host's affair.
 */
@Injectable()
export class DeviceEgress {
  private readonly policy: AddressPolicy;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'host' | 'deviceAllow' | 'deviceDeny'>) {
    this.policy = new AddressPolicy({
      who: 'jobs',
      allow: settings.deviceAllow,
      deny: settings.deviceDeny,
      settings: { allow: 'NETPULSE_DEVICE_ALLOW', deny: 'NETPULSE_DEVICE_DENY' },
      listensOn: settings.host,
      isReservedOpen: true,
    });
  }

  /**
   * What `net.connect` and agents need so that the address dialled is one that was judged. A literal address is judged here, as
   * it never reaches a lookup.
   *
   * @throws DeviceError of type ConnectionFailed for a literal address that is refused
   */
  optionsFor(host: string): { readonly lookup: LookupFunction } {
    const verdict = this.policy.judgeHost(host);
    if (!verdict.isAllowed) throw refusal(verdict.rule);
    return { lookup: this.lookup };
  }

  /**
   * An address of a host, for sockets without a lookup of their own.
   *
   * @throws DeviceError of type ConnectionFailed when one of its addresses is refused
   */
  async addressOf(host: string): Promise<LookupAddress> {
    const addresses = await addressesOf(host, { all: true });
    const fault = this.faultOf(addresses);
    if (fault) throw fault;
    return addresses[0] ?? { address: host, family: 4 };
  }

  private readonly lookup: LookupFunction = (hostname, { family, all }, callback) => {
    lookup(hostname, { family, all: true }, (error, addresses) => {
      const fault = error ?? this.faultOf(addresses);
      const [first] = addresses ?? [];
      if (fault || !first) callback(fault, []);
      else if (all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

  private faultOf(addresses: readonly LookupAddress[]): DeviceError | null {
    for (const { address } of addresses) {
      const verdict = this.policy.judge(address);
      if (!verdict.isAllowed) return refusal(verdict.rule);
    }
    return null;
  }
}

/** As with the settings' defaults: for drivers that are made without Nest. */
export const DEFAULT_EGRESS = new DeviceEgress({ host: '127.0.0.1', deviceAllow: [], deviceDeny: [] });

function refusal(rule: string): DeviceError {
  return new DeviceError('ConnectionFailed', `Address refused: Unable to connect to device: ${rule}`);
}
