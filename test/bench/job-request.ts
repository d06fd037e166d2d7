/** As many as a middling fleet: jobs come for one device after another. */
const DEVICES = 1_000;

/** A job for the driver that does nothing. */
export function jobRequest(index: number, webhookUrl: string | null): object {
  const request = {
    driver: 'noop',
    connection_args: { host: `10.0.${Math.floor((index % DEVICES) / 250)}.${index % 250}` },
    command: 'show version',
  };
  return webhookUrl === null ? request : { ...request, webhook: { url: webhookUrl } };
}

/** A job for a device of the lab. */
export function deviceRequest(port: number): object {
  return {
    driver: 'netmiko',
    connection_args: {
      device_type: 'cisco_ios',
      host: '127.0.0.1',
      port,
      username: 'admin',
      password: 'pwd123',
    },
    command: 'show clock',
  };
}
