import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { AddressPolicy } from '../../matching/address-policy.js';
import { DeliveryError } from '../delivery-error.js';

/** A destination whose address webhooks may not reach. The delivery ends; no other attempt would fare better. */
export class EgressBlockedError extends DeliveryError {
  constructor(readonly rule: string) {
    super('egress_blocked', `The webhook's destination is refused: ${rule}`);
  }
}

/**
 * Decides whether a webhook may go to an address. NETPULSE_WEBHOOK_DENY wins over everything; NETPULSE_WEBHOOK_ALLOW opens
 * loopback and reserved ranges.
 */
@Injectable()
export class EgressPolicy extends AddressPolicy {
  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'host' | 'webhookAllow' | 'webhookDeny'>) {
    super({
      who: 'webhooks',
      allow: settings.webhookAllow,
      deny: settings.webhookDeny,
      settings: { allow: 'NETPULSE_WEBHOOK_ALLOW', deny: 'NETPULSE_WEBHOOK_DENY' },
      listensOn: settings.host,
      isReservedOpen: false,
    });
  }
}
