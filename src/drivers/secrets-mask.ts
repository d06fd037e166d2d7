/** Hides secret values in text that came from a device, before it gets into an error. */
export class SecretsMask {
  private readonly values: readonly string[];

  constructor(values: readonly (string | undefined)[]) {
    this.values = values
      .filter((value): value is string => value !== undefined && value !== '')
      .sort((a, b) => b.length - a.length);
  }

  /** Hides these values too. */
  with(values: readonly string[]): SecretsMask {
    return values.length === 0 ? this : new SecretsMask([...this.values, ...values]);
  }

  apply(text: string): string {
    return this.values.reduce((masked, value) => masked.replaceAll(value, '***'), text);
  }
}
