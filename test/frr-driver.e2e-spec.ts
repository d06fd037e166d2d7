import { plainToInstance } from 'class-transformer';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { FrrRouter } from './lab/frr/frr-router.js';
import { VtyshRouter } from './lab/openssh/vtysh-router.js';
import { OpenSshServer } from './lab/openssh/openssh-server.js';
const driver = new NetmikoDriver({ legacyAlgorithms: true });
const never = new AbortController().signal;
it('frr', async () => {
  const r = await FrrRouter.start();
  try {
    const t0 = performance.now();
    const s = await driver.open(
      plainToInstance(NetmikoConnectionArgs, {
        device_type: 'frr',
        host: r.host,
        port: r.port,
        username: 'netops',
        password: 'netops-pw',
        secret: 'enpw',
      }),
      never,
    );
    console.log('open', performance.now() - t0);
    console.log(JSON.stringify(await s.run('show version', {}, never)));
    console.log(
      JSON.stringify(
        await s.configure(
          ['router bgp 65001', 'bgp router-id 1.1.1.1', 'no bgp ebgp-requires-policy'],
          {},
          never,
        ),
      ),
    );
    console.log(JSON.stringify((await s.run('list', {}, never)).stdout.length));
    console.log(await s.run('shaw', {}, never).catch((e) => e.message));
    await s.close();
  } finally {
    await r.stop();
  }
});
it('vtysh', async () => {
  const t = performance.now();
  const r = await VtyshRouter.start();
  console.log('up', performance.now() - t);
  try {
    const t0 = performance.now();
    const s = await driver.open(
      plainToInstance(NetmikoConnectionArgs, {
        device_type: 'frr',
        host: r.host,
        port: r.port,
        username: r.username,
        password: r.password,
        secret: 'x',
      }),
      never,
    );
    console.log('open', performance.now() - t0);
    console.log(JSON.stringify(await s.run('show version', {}, never)));
    console.log(
      JSON.stringify(
        await s.configure(
          ['router bgp 65001', 'bgp router-id 1.1.1.1', 'no bgp ebgp-requires-policy'],
          {},
          never,
        ),
      ),
    );
    console.log(JSON.stringify((await s.run('list', {}, never)).stdout.length));
    console.log(await s.run('shaw', {}, never).catch((e) => e.message));
    await s.close();
  } finally {
    await r.stop();
  }
});
it.each(['/bin/bash', '/bin/sh'])('linux %s', async (shell) => {
  const r = await OpenSshServer.start({ shell });
  try {
    const t0 = performance.now();
    const s = await driver.open(
      plainToInstance(NetmikoConnectionArgs, {
        device_type: 'linux',
        host: r.host,
        port: r.port,
        username: r.username,
        password: r.password,
      }),
      never,
    );
    console.log('open', performance.now() - t0);
    for (const c of [
      'id',
      'printf abc',
      'false',
      'cd /usr',
      'pwd',
      'no-such-command',
      'cat /etc/passwd; exit',
    ]) {
      const t1 = performance.now();
      console.log(
        JSON.stringify(await s.run(c, {}, never).catch((e) => e.message)).slice(0, 300),
        performance.now() - t1,
      );
    }
    await s.close();
  } finally {
    await r.stop();
  }
});
