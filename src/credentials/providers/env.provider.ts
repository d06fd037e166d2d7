import { Inject } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { CredentialFault, CredentialSource, type CredentialProvider } from '../credential-provider.js';

/** `name: "env"`: logins that the worker was started with. No other variable of the environment can be reached. */
@CredentialSource('env', {
  description: 'Environment variables NETPULSE_CREDENTIAL_<REF>_<FIELD> of the worker.',
})
export class EnvProvider implements CredentialProvider {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'environmentCredentials'>) {}

  refFault(ref: string): string | null {
    return /^[A-Z0-9_]{1,100}$/.test(ref) ? null : 'must be capital letters, digits and underscores';
  }

  async read(ref: string): Promise<Readonly<Record<string, string>>> {
    const credential = this.settings.environmentCredentials.get(ref);
    if (!credential)
      throw new CredentialFault(`is not in the worker's environment (NETPULSE_CREDENTIAL_${ref}_...)`);
    return credential;
  }
}
