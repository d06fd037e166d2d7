import { canRunFrr } from '../lab/frr/frr-daemon.js';
import { FrrRouter } from '../lab/frr/frr-router.js';
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
  /** What it says to `shaw version`. */
  readonly complaint: string;
  /** Switches the pager on; null for vtysh, whose pages `vtysh-pager.e2e-spec.ts` is about. */
  readonly pagingOn: string | null;
  /** Ends all connections without a goodbye. */
  cut(): void;
  stop(): Promise<void>;
}

const HOSTNAME = 'edge1';

/** One way to reach a command line of FRR. */
export interface FrrWay {
  readonly name: string;
  readonly can: { readonly ok: true } | { readonly ok: false; readonly reason: string };
  readonly start: () => Promise<FrrTarget>;
}

export const FRR_WAYS: readonly FrrWay[] = [
  { name: "FRR's own command line over telnet", can: canRunFrr(), start: overTelnet },
  { name: "FRR's own command line over the SSH bridge", can: canRunFrr(), start: behindBridge },
  { name: 'vtysh behind OpenSSH', can: canRunVtysh(), start: behindOpenSsh },
];

async function overTelnet(): Promise<FrrTarget> {
  const router = await FrrRouter.start({ hostname: HOSTNAME });
  const { telnet, options } = router;
  const { username, enableSecret: secret } = options;
  const login = { device_type: 'frr_telnet', username, password: telnet.password, secret };
  return daemonTarget(router, telnet.port, login);
}

async function behindBridge(): Promise<FrrTarget> {
  const router = await FrrRouter.start({ hostname: HOSTNAME });
  const { username, password, enableSecret: secret } = router.options;
  return daemonTarget(router, router.port, { device_type: 'frr', username, password, secret });
}

async function daemonTarget(
  router: FrrRouter,
  port: number,
  login: Omit<FrrTarget['args'], 'host' | 'port'>,
): Promise<FrrTarget> {
  const complaint = '% [BGP] Unknown command: shaw version';
  return await behindProxy(router, port, { login, complaint, pagingOn: 'terminal length 10' });
}

async function behindOpenSsh(): Promise<FrrTarget> {
  const router = await VtyshRouter.start({ hostname: HOSTNAME });
  const { username, password } = router;
  const login = { device_type: 'frr', username, password };
  const complaint = '% Unknown command: shaw version';
  return await behindProxy(router, router.port, { login, complaint, pagingOn: null });
}

async function behindProxy(
  router: { readonly host: string; stop(): Promise<void> },
  port: number,
  {
    login,
    ...more
  }: Pick<FrrTarget, 'complaint' | 'pagingOn'> & {
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
