/**
 * Where the devices and receivers are that recorded jobs name. Fixed, since sealed requests cannot be rewritten; on an address of
 * loopback that nothing else uses (Linux answers for all of 127.0.0.0/8).
 */
export const HOST = '127.83.17.1';
export const PLACES = {
  /** Answers. */
  device: { host: HOST, port: 2222 },
  /** Hangs while it is recorded, answers after the upgrade. */
  slowDevice: { host: HOST, port: 2223 },
  /** Is not there while it is recorded, answers after the upgrade. */
  absentDevice: { host: HOST, port: 2224 },
  /** Answers 200. */
  receiver: { host: HOST, port: 8081 },
  /** Answers 500 while it is recorded, 200 after the upgrade. */
  brokenReceiver: { host: HOST, port: 8082 },
};
export const COMMANDS = { 'show version': 'Version 15.2', 'show clock': '12:00:00' };
export const SIGNING_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
/** What `credential: {name: "env", ref: "LAB"}` stands for, before and after. */
export const CREDENTIAL_VARIABLES = {
  NETPULSE_CREDENTIAL_LAB_USERNAME: 'admin',
  NETPULSE_CREDENTIAL_LAB_PASSWORD: 'pwd123',
};
