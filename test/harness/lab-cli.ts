import type { CliSession } from '../../src/drivers/netmiko/cli-session.js';
import { LAB_PASSWORD, LAB_SECRET, type LabPlatform } from '../lab/platforms/lab-platform.js';
import { LabDevice, NO_TROUBLES } from '../lab/platforms/lab-shell.js';
import { LabSshServer } from '../lab/platforms/lab-ssh-server.js';
import { LabTelnetServer } from '../lab/platforms/lab-telnet-server.js';
import type { Cutting } from '../lab/platforms/lab-terminal.js';
import type { CliDevice, CliPeer, CliTroubles } from './cli-suite.js';
import { entered, openLab, platformOf, printed } from './lab-session.js';
import { RemoteCli } from './remote-cli.js';

const LOG_LINE = '*Nov 24 07:00:00.000: %LINK-3-UPDOWN: Interface Gi0/9, changed state to down';

/** What the suite needs of a connection besides the device. */
interface Line {
  readonly session: CliSession;
  readonly terminal: { cutting: Cutting };
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** A device of the lab, without a network. */
export function labCli(lab: LabPlatform): CliDevice {
  return {
    ...partsOf(lab),
    open: async (troubles: CliTroubles = {}) => {
      const secret = troubles.secret ?? secretOf(lab);
      const { session, device, terminal } = await openLab(
        lab,
        troublesOf(troubles),
        secret,
        troubles.cutting,
      );
      const cut = (): void => {
        terminal.cut();
      };
      return peerOn(lab, device, { session, terminal, cut, close: () => session.close() });
    },
  };
}

/** The same behind a server on loopback. */
export function labCliOver(transport: 'ssh' | 'telnet', lab: LabPlatform): CliDevice {
  return {
    ...partsOf(lab),
    open: async (troubles: CliTroubles = {}) => {
      const device = new LabDevice(lab, { ...NO_TROUBLES, ...troublesOf(troubles) });
      const server =
        transport === 'ssh' ? await LabSshServer.start(device) : await LabTelnetServer.start(device, 'admin');
      const args = {
        device_type: `${lab.deviceType}_${transport}`,
        host: '127.0.0.1',
        port: server.port,
        username: 'admin',
        password: LAB_PASSWORD,
        secret: troubles.secret ?? secretOf(lab) ?? undefined,
      };
      try {
        const remote = await RemoteCli.open(args, troubles.cutting);
        const cut = (): void => {
          remote.whenDataComes(() => {
            server.cutAll();
          });
        };
        const close = (): Promise<void> => remote.close().then(() => server.stop());
        return peerOn(lab, device, { session: remote.session, terminal: remote, cut, close });
      } catch (error) {
        await server.stop();
        throw error;
      }
    },
  };
}

function partsOf(lab: LabPlatform): Omit<CliDevice, 'open'> {
  const { script, isSecretNeeded } = lab;
  const platform = platformOf(lab);
  return {
    platform,
    command: script.command,
    output: printed(lab, script.output),
    badLine: script.badLine,
    complaint: script.complaint,
    hasCandidate: lab.hasCandidate,
    logLine: /%LINK-3-UPDOWN/,
    leavesPrivilege: isSecretNeeded && platform.privilegedMode === 'privileged' ? 'disable' : null,
    logsAtPrompt: false,
    // `platform-cuts.e2e-spec.ts` tries it at each place, with login and saving.
    configurationStep: 10,
    hasQuickPager: platform.hostPager === null,
  };
}

function peerOn(lab: LabPlatform, device: LabDevice, line: Line): CliPeer {
  const { session, terminal, cut, close } = line;
  return {
    session,
    lines: lab.script.lines,
    configuration: entered(lab),
    recut: (cutting) => {
      terminal.cutting = cutting;
    },
    hasSent: () => false,
    running: () => Promise.resolve(device.running),
    cut,
    close,
  };
}

function troublesOf({ isPaging = false, isLogging = false }: CliTroubles) {
  return { keepsPager: isPaging, logLine: isLogging ? LOG_LINE : null };
}

function secretOf(lab: LabPlatform): string | null {
  return lab.isSecretNeeded ? LAB_SECRET : null;
}
