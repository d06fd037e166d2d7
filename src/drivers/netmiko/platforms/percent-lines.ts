/** Lines that begin like a refusal, of configuration that was accepted. */
const STARTS = 'Warning|Note\\b|Notice|Info|Generating|Applying|Creating|Removing|Removed|Enabling|Disabling';
const PHRASES = [
  // `% Access VLAN does not exist. Creating vlan 10`
  'Creating vlan',
  // `% Interface Gi0/1 IPv4 disabled and address(es) removed due to enabling VRF A`
  'removed due to',
  // `% IPv4 and IPv6 addresses from all interfaces in VRF A have been removed`
  'ha(?:ve|s) been removed',
  // `% Not all config may be removed and may reappear after reactivating the sub-interfaces`
  'may reappear',
  // `% OSPF: Reference bandwidth is changed.`
  'is changed',
  'takes? effect',
  // `% You already have RSA keys defined named R1.`, `% They will be replaced.`, `% The key modulus size is 2048 bits`
  'already have RSA keys',
  'will be replaced',
  'key modulus size',
  // FRR: `% New range will be taken into account at restart`
  'taken into account',
  // FRR: `% "log monitor" is deprecated and does nothing.`
  'is deprecated',
  'nothing to do',
].join('|');

/**
 * `% ...` in answer to a configuration line: a refusal, unless it is known to be none. Log lines (`%LINK-3-UPDOWN: ...`)
 * have no blank behind the percent sign.
 */
export const PERCENT_REFUSAL = new RegExp(`^% {1,3}(?! |${STARTS}|.{0,200}(?:${PHRASES}))`, 'i');
