import { Module } from '@nestjs/common';
import { providePlugin } from '../plugins/plugin.js';
import { CredentialResolver } from './credential-resolver.js';
import { EnvProvider } from './providers/env.provider.js';
import { FileProvider } from './providers/file.provider.js';
import { VaultKvProvider } from './providers/vault/vault-kv.provider.js';

/** Offers the resolver of credentials, and the providers that come with NetPulse by their tokens in the plugin registry. */
@Module({
  providers: [
    CredentialResolver,
    providePlugin(EnvProvider),
    providePlugin(FileProvider),
    providePlugin(VaultKvProvider),
  ],
  exports: [CredentialResolver],
})
export class CredentialsModule {}
