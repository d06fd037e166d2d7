import { findPlatform } from './platforms/platform-registry.js';
import { TelnetLogin } from './telnet-login.js';

function loginOf(deviceType: string): TelnetLogin {
  const platform = findPlatform(deviceType);
  if (!platform) throw new Error(`no platform ${deviceType}`);
  return new TelnetLogin(platform, 'admin', 'pwd123');
}

/** What is typed when each screen comes in two pieces and then there is silence, up to the end of the login. */
function typedAt(deviceType: string, screens: readonly string[], cut: (screen: string) => number): string[] {
  const login = loginOf(deviceType);
  const typed: string[] = [];
  for (const screen of screens) {
    const pieces = [screen.slice(0, cut(screen)), screen.slice(cut(screen))];
    for (const step of [...pieces.map((piece) => login.read(piece)), login.settle()]) {
      if (step.type === 'done') return [...typed, 'done'];
      if (step.type === 'send') typed.push(step.text);
    }
  }
  return typed;
}

const SCREENS = [
  {
    deviceType: 'cisco_ios',
    screens: [
      '\r\nContact name: NOC, login: see the door\r\n\r\nUser Access Verification\r\n\r\nUsername: ',
      'admin\r\nPassword: ',
      '\r\nR1#',
    ],
  },
  {
    deviceType: 'linux',
    screens: [
      'Debian GNU/Linux 12 <lab> costs $ 0 # nothing\r\nhost1 login: ',
      'admin\r\nPassword: ',
      '\r\nLinux host1 6.1.0\r\nLast login: Tue Nov 24 07:00:00 UTC 2026 on pts/0\r\nadmin@host1:~$ ',
    ],
  },
  {
    deviceType: 'juniper_junos',
    screens: [
      'vmx1 (ttyp0)\r\n\r\nlogin: ',
      'lab\r\nPassword:',
      '\r\nLast failed login: Mon Nov 23 from 10.0.0.1\r\nLast login: Tue Nov 24 from 10.0.0.1\r\n--- JUNOS 17.3\r\nlab@vmx1> ',
    ],
  },
  {
    deviceType: 'arista_eos',
    screens: [
      'Username: ',
      "admin's password: ",
      '\r\nLast login: Tue Nov 24 07:00:00 2026 from 10.0.0.1\r\nleaf1>',
    ],
  },
];

describe('a login over telnet', () => {
  it.each(SCREENS)(
    'of $deviceType is understood, wherever its screens are cut',
    ({ deviceType, screens }) => {
      const longest = Math.max(...screens.map(({ length }) => length));
      const places = Array.from({ length: longest }, (_, place) => place + 1);

      const typed = places.map((place) =>
        typedAt(deviceType, screens, ({ length }) => Math.min(place, length)),
      );

      expect(typed).toEqual(places.map(() => ['admin', 'pwd123', 'done']));
    },
  );

  it('takes a half line for a question only when no more of it comes', () => {
    const login = loginOf('cisco_ios');

    expect([login.read('Contact name: '), login.read('NOC\r\n'), login.settle()]).toEqual([
      { type: 'wait' },
      { type: 'wait' },
      { type: 'wait' },
    ]);
  });

  it.each(['Password: ', 'Username: '])('fails when the device asks again with %j', (question) => {
    const login = loginOf('cisco_ios');
    login.read('Password: ');
    login.settle();

    login.read(question);

    expect(() => login.settle()).toThrow('refused the username, password or key');
  });
});
