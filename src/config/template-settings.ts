import * as parse from './parsers.js';
import { setting } from './setting-definition.js';

/** Where templates are, and what their rendering may take. */
export const TEMPLATE_SETTINGS = {
  templatesDir: setting(
    'NETPULSE_TEMPLATES_DIR',
    parse.optional(parse.text),
    '',
    'Folder of named templates (`template_name`) and of what templates include. Empty: there are none.',
  ),
  ntcTemplatesDir: setting(
    'NETPULSE_NTC_TEMPLATES_DIR',
    parse.optional(parse.text),
    '',
    "Folder `ntc_templates/templates` of ntc-templates, with its file `index`. Empty: `textfsm` needs a template of the request's own.",
  ),
  templateTimeoutSeconds: setting(
    'NETPULSE_TEMPLATE_TIMEOUT',
    parse.integer(1, 600),
    '5',
    'Seconds that rendering or parsing by a template may take; then it is stopped.',
  ),
  templateProcesses: setting(
    'NETPULSE_TEMPLATE_PROCESSES',
    parse.integer(1, 64),
    '2',
    'Templates that are worked on at once, each in a process with at most 160 MiB.',
  ),
} as const;
