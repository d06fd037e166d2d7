import { FRR } from '../../src/drivers/netmiko/platforms/frr.js';
import type { CliDevice, CliTroubles } from './cli-suite.js';
import { FRR_LISTS, type FrrTarget, type FrrWay } from './frr-targets.js';
import { RemoteCli } from './remote-cli.js';

const never = new AbortController().signal;
const LOG_LINE = '2026/12/01 13:27:55 BGP: [M7Q4P-46WDR] vty[16]@# show bgp summary';

/** A real FRR router, reached in one of the ways. */
export function frrCli(way: FrrWay, target: () => FrrTarget): CliDevice {
  let count = 0;
  return {
    platform: FRR,
    command: 'show bgp as-path-access-list',
    output: FRR_LISTS,
    badLine: 'shaw version',
    complaint: way.complaint,
    hasCandidate: false,
    logLine: /\[M7Q4P-46WDR\].*vty\[\d+\]@/,
    leavesPrivilege: way.isVtysh ? null : 'disable',
    logsAtPrompt: way.isVtysh,
    // Each line takes vtysh 40 ms, and each page a process of less.
    hasQuickPager: !way.isVtysh,
    configurationStep: way.isVtysh ? 10 : 1,
    open: async ({ isPaging = false, isLogging = false, cutting, secret }: CliTroubles = {}) => {
      const router = target();
      const { args, pagingOn, logging } = router;
      const remote = await RemoteCli.open(secret === undefined ? args : { ...args, secret }, cutting);
      const { session } = remote;
      if (isPaging) await session.run(pagingOn, {}, never);
      if (isLogging && logging) {
        await session.configure(logging.lines, {}, never);
        await session.run(logging.command, {}, never);
      } else if (isLogging) {
        remote.log(LOG_LINE);
      }
      count += 1;
      const neighbor = `neighbor 192.0.2.${count}`;
      const configuration = [`${neighbor} remote-as 65002`, `${neighbor} description core ${count}`];
      return {
        session,
        lines: ['router bgp 65001', ...configuration],
        configuration,
        recut: (next) => {
          remote.cutting = next;
        },
        hasSent: (text) => remote.hasSent(text),
        running: async () => {
          const { stdout } = await session.run('show running-config', {}, never);
          const shown = stdout.split('\n').map((line) => line.trim());
          return configuration.filter((line) => shown.includes(line));
        },
        cut: () => {
          remote.whenDataComes(() => {
            router.cut();
          });
        },
        close: () => remote.close(),
      };
    },
  };
}
