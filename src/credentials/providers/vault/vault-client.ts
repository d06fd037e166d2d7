import { CredentialFault } from '../../credential-provider.js';

/** How a Vault is spoken to. */
export interface VaultAddress {
  /** Origin, without a slash at the end. */
  readonly url: string;
  readonly namespace: string | null;
  readonly timeoutMs: number;
}

interface VaultRequest {
  readonly method?: 'GET' | 'POST';
  readonly token?: string;
  readonly body?: object;
}

export interface VaultAnswer {
  readonly status: number;
  /** Parsed JSON; null when the answer is none. */
  readonly body: unknown;
}

const MAX_ANSWER_BYTES = 1024 * 1024;

/** Sends one request to Vault's HTTP API (https://developer.hashicorp.com/vault/api-docs). */
export class VaultClient {
  constructor(private readonly address: VaultAddress) {}

  /**
   * Whatever Vault answers is an answer; its own error texts are left in it, since they may quote what was sent.
   *
   * @param path below `/v1/`
   * @throws CredentialFault when there is no answer
   */
  async send(
    path: string,
    signal: AbortSignal,
    { method = 'GET', token, body }: VaultRequest = {},
  ): Promise<VaultAnswer> {
    const { url, namespace, timeoutMs } = this.address;
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(`${url}/v1/${path}`, {
        method,
        headers: {
          // Vault refuses requests without it where it guards against forged ones (`require_request_header`).
          'X-Vault-Request': 'true',
          ...(namespace === null ? {} : { 'X-Vault-Namespace': namespace }),
          ...(token === undefined ? {} : { 'X-Vault-Token': token }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        // fetch would hand the token on to wherever a redirect leads.
        redirect: 'manual',
        signal: AbortSignal.any([deadline, signal]),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: parse(await readLimited(response)) };
    } catch (error) {
      if (error instanceof CredentialFault) throw error;
      if (deadline.aborted || signal.aborted)
        throw new CredentialFault(`cannot be read: Vault did not answer within ${timeoutMs / 1_000} s`);
      throw new CredentialFault(`cannot be read: Vault is not reached (${codeOf(error)})`);
    }
  }
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES)
      throw new CredentialFault('cannot be read: Vault answered with more than 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** fetch hides the reason in the cause. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string')
    return cause.code;
  return error instanceof Error ? error.name : 'unknown error';
}
