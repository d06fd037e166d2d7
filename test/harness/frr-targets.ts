import { canRunFrr } from '../lab/frr/frr-daemon.js';
import { FrrRouter } from '../lab/frr/frr-router.js';
import { isExecutable } from '../lab/frr/lab-process.js';
import { canRunVtysh, VtyshRouter } from '../lab/openssh/vtysh-router.js';
import { TcpProxy } from './tcp-proxy.js';

/** A real FRR router, and a way to it that can be cut. */
export interface FrrTarget {
  /** The netmiko driver's `connection_args`. */
  readonly args: {
    readonly device_type: string;
    readonly host: string;
    readonly port: number;
    readonly username: string;
    readonly password: string;
    /** Left out where every session is privileged. */
    readonly secret?: string;
  };
  /** Switches the pager on. */
  readonly pagingOn: string;
  /** How log lines are brought to the terminal; null for a daemon's own command line, which says that it shows none. */
  readonly logging: { readonly lines: readonly string[]; readonly command: string } | null;
  /** Ends all connections without a goodbye. */
  cut(): void;
  stop(): Promise<void>;
}

const HOSTNAME = 'edge1';
const LISTED = Array.from({ length: 30 }, (_, index) => `permit ^${65_000 + index}$`);
/** Configured on every target from its start. */
const lines = LISTED.map((rule, index) => `bgp as-path access-list edge seq ${index + 1} ${rule}`);
/** What `show bgp as-path-access-list` shows of it. */
export const FRR_LISTS = ['AS path access list edge', ...LISTED.map((rule) => `    ${rule}`)].join('\n');
const LESS = '/usr/bin/less';

/** One way to reach a command line of FRR. */
export interface FrrWay {
  readonly name: string;
  /** What is said to `shaw version`. */
  readonly complaint: string;
  /** Whether it is vtysh, where everybody is privileged. */
  readonly isVtysh: boolean;
  readonly can: { readonly ok: true } | { readonly ok: false; readonly reason: string };
  readonly start: () => Promise<FrrTarget>;
}

const DAEMON = { complaint: '% [BGP] Unknown command: shaw version', isVtysh: false, can: canRunFrr() };

export const FRR_WAYS: readonly FrrWay[] = [
  { name: "FRR's own command line over telnet", ...DAEMON, start: overTelnet },
  { name: "FRR's own command line over the SSH bridge", ...DAEMON, start: behindBridge },
  {
    name: 'vtysh behind OpenSSH',
    complaint: '% Unknown command: shaw version',
    isVtysh: true,
    can: canRunVtysh(),
    start: behindOpenSsh,
  },
];

async function overTelnet(): Promise<FrrTarget> {
  const router = await FrrRouter.start({ hostname: HOSTNAME, lines });
  const { telnet, options } = router;
  const { username, enableSecret: secret } = options;
  const login = { device_type: 'frr_telnet', username, password: telnet.password, secret };
  return daemonTarget(router, telnet.port, login);
}

async function behindBridge(): Promise<FrrTarget> {
  const router = await FrrRouter.start({ hostname: HOSTNAME, lines });
  const { username, password, enableSecret: secret } = router.options;
  return daemonTarget(router, router.port, { device_type: 'frr', username, password, secret });
}

async function daemonTarget(
  router: FrrRouter,
  port: number,
  login: Omit<FrrTarget['args'], 'host' | 'port'>,
): Promise<FrrTarget> {
  return await behindProxy(router, port, { login, pagingOn: 'terminal length 10', logging: null });
}

async function behindOpenSsh(): Promise<FrrTarget> {
  const hasLess = isExecutable(LESS);
  const router = await VtyshRouter.start({ hostname: HOSTNAME, lines, pager: hasLess ? LESS : undefined });
  const { username, password } = router;
  return await behindProxy(router, router.port, {
    login: { device_type: 'frr', username, password },
    pagingOn: hasLess ? 'terminal paginate' : 'no terminal paginate',
    logging: { lines: ['log commands'], command: 'terminal monitor' },
  });
}

async function behindProxy(
  router: { readonly host: string; stop(): Promise<void> },
  port: number,
  {
    login,
    ...more
  }: Pick<FrrTarget, 'pagingOn' | 'logging'> & {
    readonly login: Omit<FrrTarget['args'], 'host' | 'port'>;
  },
): Promise<FrrTarget> {
  const proxy = await TcpProxy.start(port);
  return {
    ...more,
    args: { host: router.host, port: proxy.port, ...login },
    cut: () => {
      proxy.cutAll();
    },
    stop: async () => {
      await proxy.stop();
      await router.stop();
    },
  };
}
