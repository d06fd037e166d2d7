import { plainToInstance } from 'class-transformer';
import { helloOf, NetconfPeer } from '../../../test/lab/netconfd/netconf-peer.js';
import { ConfigChange } from './config-change.js';
import { chunked } from './frame-reader.js';
import { NetconfClient } from './netconf-client.js';
import { NetconfDriverArgs } from './netconf-driver-args.js';

const never = new AbortController().signal;
const REFUSED = '<rpc-error><error-tag>operation-failed</error-tag></rpc-error>';

interface Device {
  readonly capabilities: readonly string[];
  /** The operations that it refuses. */
  readonly refuses?: readonly string[];
}

/** Makes a change on a device that can and refuses what is said; tells the steps, or the error. */
async function change(args: object, { capabilities, refuses = [] }: Device): Promise<string> {
  const names = ['base:1.1', ...capabilities.map((name) => `capability:${name}`)];
  const peer = NetconfPeer.saying(helloOf(...names), (message) => {
    const [, id = '', operation = ''] = /message-id="(\d+)"[^>]*><([\w-]+)/.exec(message) ?? [];
    const body = refuses.includes(operation) ? REFUSED : '<ok/>';
    return chunked(`<rpc-reply message-id="${id}">${body}</rpc-reply>`);
  });
  const client = await NetconfClient.open(peer, 1_000, never);
  const steps = new ConfigChange(client, plainToInstance(NetconfDriverArgs, args), never, undefined);
  try {
    return (await steps.make('<a/>')).stdout.replaceAll(': ok', '').replaceAll('\n', ', ');
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.close();
  }
}

const CANDIDATE = ['candidate:1.0', 'validate:1.1', 'startup:1.0'];

describe('a change of configuration', () => {
  it.each([
    [
      'is validated and committed under locks where the device can',
      {},
      { capabilities: CANDIDATE },
      'lock candidate, lock running, edit-config candidate, validate candidate, commit, unlock running, unlock candidate',
    ],
    [
      'does without what the device or the request lacks',
      { lock: false, save: true },
      { capabilities: ['candidate:1.0'] },
      'edit-config candidate, commit',
    ],
    [
      'goes to running without a candidate',
      {},
      { capabilities: [] },
      'lock running, edit-config running, unlock running',
    ],
    [
      'is told to be in effect when only its saving failed',
      { save: true, lock: false },
      { capabilities: CANDIDATE, refuses: ['copy-config'] },
      'The device rejected "copy-config running startup": operation-failed; the change is in effect, but it is not saved',
    ],
    [
      'is discarded when the commit is refused',
      {},
      { capabilities: CANDIDATE, refuses: ['commit'] },
      'The device rejected "commit": operation-failed; nothing was committed, the candidate was discarded',
    ],
    [
      'is told to be left over when it cannot be discarded either',
      {},
      { capabilities: CANDIDATE, refuses: ['commit', 'discard-changes'] },
      'The device rejected "commit": operation-failed; the candidate may still hold the change',
    ],
    [
      'is told to be in effect in part on a device that undoes nothing',
      {},
      { capabilities: [], refuses: ['edit-config'] },
      'The device rejected "edit-config running": operation-failed; a part of the change may be in effect',
    ],
    [
      'is undone by a device that can',
      {},
      { capabilities: ['rollback-on-error:1.0'], refuses: ['edit-config'] },
      'The device rejected "edit-config running": operation-failed',
    ],
    [
      'is not tried out on a device that cannot',
      { dry_run: true },
      { capabilities: [] },
      'The device rejected "edit-config running": the device can try nothing out: it offers neither :candidate nor :validate:1.1',
    ],
    [
      'is not confirmed on a device that cannot',
      { confirmed: true, persist: 'x', lock: false },
      { capabilities: CANDIDATE },
      'The device rejected "commit": the device does not offer the capability :confirmed-commit:1.1; nothing was committed, the candidate was discarded',
    ],
  ])('%s', async (_what, args, device, outcome) => {
    expect(await change(args, device)).toBe(outcome);
  });
});
