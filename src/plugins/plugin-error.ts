/** A plugin that NETPULSE_PLUGINS names cannot be used. The message names it and says in one line why. */
export class PluginError extends Error {
  readonly code = 'PLUGIN_UNUSABLE';

  constructor(plugin: string, fault: string, options?: ErrorOptions) {
    super(`Plugin "${plugin}" (NETPULSE_PLUGINS) cannot be used: ${fault}`, options);
  }
}

/** A provider carries a plugin token that it may not carry: the name is taken, or it is no such plugin. */
export class PluginRegistrationError extends Error {
  readonly code = 'PLUGIN_REGISTRATION';

  constructor(
    fault: string,
    /** The class of the module that registers it. */
    readonly module: unknown,
  ) {
    super(fault);
  }
}
