/** What differs between the command lines that follow Cisco IOS. */
export interface Dialect {
  readonly showVersion: (hostname: string) => string;
  readonly pagingOff: string;
  readonly widthSet: string;
  /** What is said to a command that does not exist, typed at a column of the screen. */
  readonly invalid: (column: number) => string;
  readonly ambiguous: (command: string) => string;
  readonly incomplete: string;
  readonly enteringConfig: string;
  readonly badSecrets: string;
  /** How a free-text banner is asked for, and the line that ends it; null takes the delimiter that was typed. */
  readonly bannerEnd: string | null;
}

const CISCO_IOS: Dialect = {
  showVersion: (hostname) =>
    [
      'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E4, RELEASE SOFTWARE (fc2)',
      'Technical Support: http://www.cisco.com/techsupport',
      'Copyright (c) 1986-2021 by Cisco Systems, Inc.',
      '',
      'ROM: Bootstrap program is C2960X boot loader',
      '',
      `${hostname} uptime is 2 weeks, 3 days, 4 hours, 5 minutes`,
      'System image file is "flash:c2960x-universalk9-mz.152-7.E4.bin"',
      '',
      'Configuration register is 0xF',
      '',
    ].join('\n'),
  pagingOff: '',
  widthSet: '',
  invalid: (column) => `${' '.repeat(column)}^\n% Invalid input detected at '^' marker.\n`,
  ambiguous: (command) => `% Ambiguous command:  "${command}"`,
  incomplete: '% Incomplete command.\n',
  enteringConfig: 'Enter configuration commands, one per line.  End with CNTL/Z.',
  badSecrets: '% Bad secrets\n',
  bannerEnd: null,
};

const ARISTA_EOS: Dialect = {
  showVersion: (hostname) =>
    [
      'Arista vEOS-lab',
      'Hardware version: ',
      'Serial number: ',
      `Hardware MAC address: 5254.00${hostname.length.toString(16).padStart(2, '0')}.1a2b`,
      '',
      'Software image version: 4.29.2F',
      'Architecture: x86_64',
      '',
      'Uptime: 1 week, 2 days, 3 hours and 4 minutes',
      '',
    ].join('\n'),
  pagingOff: 'Pagination disabled.',
  widthSet: 'Width set to 511 columns.',
  invalid: () => '% Invalid input',
  ambiguous: () => '% Ambiguous command',
  incomplete: '% Incomplete command',
  enteringConfig: '',
  badSecrets: '% Bad secret',
  bannerEnd: 'EOF',
};

export const DIALECTS = { cisco_ios: CISCO_IOS, arista_eos: ARISTA_EOS } as const;
