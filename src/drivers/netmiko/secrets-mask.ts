/** Hides secret values in text that came from a device, before it gets into an error. */
export class SecretsMask {
  private readonly values: readonly string[];

  constructor(values: readonly (string | undefined)[]) {
    this.values = values
      .filter((value): value is string => value !== undefined && value !== '')
      .sort((a, b) => b.length - a.length);
  }

  apply(text: string): string {
    return this.values.reduce((masked, value) => masked.replaceAll(value, '***'), text);
  }
}
