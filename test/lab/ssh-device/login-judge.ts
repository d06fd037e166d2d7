import ssh2, { type AuthContext, type ParsedKey, type PublicKeyAuthContext } from 'ssh2';
import type { DeviceUser, LoginMethod } from './device-options.js';

/** Lets the users of a device in, by the methods that it offers. */
export class LoginJudge {
  constructor(
    private readonly users: readonly DeviceUser[],
    private readonly methods: readonly LoginMethod[],
  ) {}

  judge(context: AuthContext): void {
    const user = this.users.find(({ name }) => name === context.username);
    const isOffered = this.methods.some((method) => method === context.method);
    const refuse = (): void => {
      context.reject([...this.methods]);
    };
    if (!user || !isOffered) {
      refuse();
    } else if (context.method === 'password') {
      settle(context, context.password === user.password, refuse);
    } else if (context.method === 'publickey') {
      settle(context, isKeyOf(user, context), refuse);
    } else if (context.method === 'keyboard-interactive') {
      context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => {
        settle(context, answer !== undefined && answer === user.password, refuse);
      });
    }
  }
}

function settle(context: AuthContext, isRight: boolean, refuse: () => void): void {
  if (isRight) context.accept();
  else refuse();
}

/** RFC 4252, 7: without a signature the client only asks whether the key would do. */
function isKeyOf(
  { publicKey }: DeviceUser,
  { key, blob, signature, hashAlgo }: PublicKeyAuthContext,
): boolean {
  if (publicKey === undefined) return false;
  const known = ssh2.utils.parseKey(publicKey);
  if (known instanceof Error || !known.getPublicSSH().equals(key.data)) return false;
  return signature === undefined || blob === undefined || isSigned(known, blob, signature, hashAlgo);
}

function isSigned(key: ParsedKey, blob: Buffer, signature: Buffer, hashAlgo: string | undefined): boolean {
  return key.verify(blob, signature, hashAlgo);
}
