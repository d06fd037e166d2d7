import { cidrs } from '../../config/parsers.js';
import { EgressPolicy } from './egress-policy.js';

function ranges(text: string) {
  const parsed = cidrs(text);
  if (!parsed.ok) throw new Error(parsed.allowed);
  return parsed.value;
}

function aPolicy({ host = '127.0.0.1', allow = '', deny = '' } = {}): EgressPolicy {
  return new EgressPolicy({ host, webhookAllow: ranges(allow), webhookDeny: ranges(deny) });
}

const WIDE_OPEN = { host: '127.0.0.1', allow: '0.0.0.0/0,::/0' };

describe('EgressPolicy', () => {
  it.each([
    ['public IPv4', '93.184.216.34'],
    ['public IPv6', '2606:2800:220:1:248:1893:25c8:1946'],
    ['RFC 1918', '10.0.0.1'],
    ['RFC 1918', '172.16.0.1'],
    ['RFC 1918', '172.31.255.255'],
    ['RFC 1918', '192.168.1.1'],
    ['shared address space', '100.64.0.1'],
    ['unique local IPv6', 'fd12:3456::1'],
    ['neighbour of AWS metadata', 'fd00:ec3::254'],
    ['neighbour of WireServer', '168.63.129.17'],
    ['neighbour of Alibaba metadata', '100.100.100.201'],
    ['NAT64 of a public address', '64:ff9b::5db8:d822'],
    ['6to4 of a public address', '2002:5db8:d822::1'],
    ['IPv4-mapped public address', '::ffff:93.184.216.34'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.0.3'],
    ['loopback IPv6', '::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
  ])('lets a service on loopback reach %s %s', (_what, address) => {
    expect(aPolicy().judge(address)).toEqual({ isAllowed: true });
  });

  it.each([
    ['cloud metadata', '169.254.169.254'],
    ['cloud metadata', '169.254.170.2'],
    ['cloud metadata', '169.254.170.23'],
    ['cloud metadata', '169.254.0.23'],
    ['cloud metadata', '100.88.222.5'],
    ['cloud metadata', '169.254.42.42'],
    ['cloud metadata', '168.63.129.16'],
    ['cloud metadata', '192.80.8.124'],
    ['cloud metadata', '100.100.100.200'],
    ['cloud metadata', '192.0.0.192'],
    ['cloud metadata', 'fd00:ec2::254'],
    ['cloud metadata', 'fd00:ec2::23'],
    ['cloud metadata', 'fd00:0ec2:0000::0254'],
    ['cloud metadata', 'fd20:ce::254'],
    ['cloud metadata', 'fd00:c1::a9fe:a9fe'],
    ['cloud metadata', 'fd00:42::42'],
    ['cloud metadata', 'fd00:100::100:200'],
    ['cloud metadata', 'fd00:a9fe:a9fe::1'],
    ['cloud metadata', 'fe80::a9fe:a9fe'],
    ['cloud metadata', '::ffff:169.254.169.254'],
    ['cloud metadata', '::ffff:a9fe:a9fe'],
    ['cloud metadata', '::169.254.169.254'],
    ['cloud metadata', '::ffff:0:169.254.169.254'],
    ['cloud metadata', '64:ff9b::a9fe:a9fe'],
    ['cloud metadata', '64:ff9b:1::a9fe:a9fe'],
    ['cloud metadata', '2002:a9fe:a9fe::1'],
    ['cloud metadata', '2001:470:1:1:0:5efe:169.254.169.254'],
    ['cloud metadata', '64:ff9b::a83f:8110'],
    ['link-local', '169.254.0.1'],
    ['link-local', 'fe80::1'],
    ['link-local', 'fe80::1%eth0'],
    ['link-local', 'febf::1'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['multicast', 'ff02::1'],
    ['unspecified', '0.0.0.0'],
    ['unspecified', '0.1.2.3'],
    ['unspecified', '::'],
    ['unspecified', '::ffff:0.0.0.0'],
    ['broadcast or class E', '255.255.255.255'],
    ['broadcast or class E', '240.0.0.1'],
  ])('refuses %s %s although everything is allow-listed', (range, address) => {
    expect(aPolicy(WIDE_OPEN).judge(address)).toEqual({
      isAllowed: false,
      rule: `its address is ${range}, which is never open to webhooks`,
    });
  });

  it.each([
    ['192.0.0.8'],
    ['192.0.2.1'],
    ['192.88.99.1'],
    ['198.18.0.1'],
    ['198.19.255.255'],
    ['198.51.100.1'],
    ['203.0.113.1'],
    ['2001::1'],
    ['2001:2::1'],
    ['2001:10::1'],
    ['2001:db8::1'],
    ['3fff::1'],
    ['fec0::1'],
    ['100::1'],
    ['5f00::1'],
    ['4000::1'],
    ['::2'],
    ['64:ff9b:1::5db8:d822'],
  ])('refuses the reserved address %s until it is allow-listed', (address) => {
    expect(aPolicy().judge(address)).toMatchObject({ isAllowed: false });
    if (address !== '::2') expect(aPolicy(WIDE_OPEN).judge(address)).toEqual({ isAllowed: true });
  });

  it.each([['127.0.0.1'], ['127.9.9.9'], ['::1'], ['::ffff:127.0.0.1'], ['64:ff9b::7f00:1']])(
    'refuses loopback %s once the service listens wider, unless it is allow-listed',
    (address) => {
      const rule = 'its address is loopback and not in NETPULSE_WEBHOOK_ALLOW';
      expect(aPolicy({ host: '0.0.0.0' }).judge(address)).toEqual({ isAllowed: false, rule });
      expect(aPolicy({ host: '10.0.0.5' }).judge(address)).toEqual({ isAllowed: false, rule });
      const allow = '127.0.0.0/8,::1/128';
      expect(aPolicy({ host: '0.0.0.0', allow }).judge(address)).toEqual({ isAllowed: true });
    },
  );

  it.each([['localhost'], ['::1'], ['127.0.0.2']])('counts a service on %s as one on loopback', (host) => {
    expect(aPolicy({ host }).judge('127.0.0.1')).toEqual({ isAllowed: true });
  });

  it.each([
    ['10.0.0.0/8', '10.2.3.4'],
    ['10.0.0.0/8', '::ffff:10.2.3.4'],
    ['::ffff:10.0.0.0/104', '10.2.3.4'],
    ['10.0.0.0/8', '64:ff9b::a02:304'],
    ['64:ff9b::/96', '64:ff9b::5db8:d822'],
    ['2606::/16', '2606:2800::1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('lets the deny list %s close %s, whatever the allow list says', (deny, address) => {
    expect(aPolicy({ ...WIDE_OPEN, deny }).judge(address)).toEqual({
      isAllowed: false,
      rule: 'its address is in NETPULSE_WEBHOOK_DENY',
    });
  });

  it.each([[''], ['localhost'], ['1.2.3'], ['1.2.3.4.5'], ['0x7f.1'], ['not an address'], ['[::1]']])(
    'refuses %j, which is no address',
    (text) => {
      expect(aPolicy(WIDE_OPEN).judge(text)).toMatchObject({ isAllowed: false });
    },
  );

  it.each([
    ['http://2852039166/'],
    ['http://0xa9fea9fe/'],
    ['http://0251.0376.0251.0376/'],
    ['http://169.254.43518/'],
    ['http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/'],
    ['http://[::ffff:a9fe:a9fe]/'],
    ['http://[::ffff:169.254.169.254]/'],
    ['http://169.254.169.254./'],
  ])('sees through %s', (url) => {
    expect(aPolicy(WIDE_OPEN).judgeHost(new URL(url).hostname)).toMatchObject({ isAllowed: false });
  });

  it('leaves a host name to the addresses that it will have', () => {
    expect(aPolicy().judgeHost('metadata.google.internal')).toEqual({ isAllowed: true });
  });
});
