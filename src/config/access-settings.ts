import * as parse from './parsers.js';
import { setting } from './setting-definition.js';

/** Who may do what, and what is written down of it. */
export const ACCESS_SETTINGS = {
  trustedProxies: setting(
    'NETPULSE_TRUSTED_PROXIES',
    parse.addressRanges,
    '',
    'Addresses and ranges of the reverse proxies in front, comma separated: from these, `X-Forwarded-For` says who asks.',
  ),
  corsOrigins: setting(
    'NETPULSE_CORS_ORIGINS',
    parse.httpOrigins,
    '',
    'Origins of web pages, comma separated, that may call the API from a browser. Empty: none but its own pages.',
  ),
  auditLog: setting(
    'NETPULSE_AUDIT_LOG',
    parse.optional(parse.text),
    '',
    'Where the audit trail is written as JSON lines: a file, or `stdout`. Empty: nowhere.',
  ),
  auditKeep: setting(
    'NETPULSE_AUDIT_KEEP',
    parse.integer(0, 100_000_000),
    '100000',
    'Newest records of the audit trail that Redis keeps for GET /audit, about 400 bytes each; 0 keeps none.',
  ),
  auditCommands: setting(
    'NETPULSE_AUDIT_COMMANDS',
    parse.onOff,
    'false',
    'Record the text of commands, which may carry secrets. `false` records how many there were.',
  ),
} as const;
