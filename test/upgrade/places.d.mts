interface Place {
  readonly host: string;
  readonly port: number;
}
export const HOST: string;
export const PLACES: Readonly<
  Record<'device' | 'slowDevice' | 'absentDevice' | 'receiver' | 'brokenReceiver', Place>
>;
export const COMMANDS: Readonly<Record<string, string>>;
export const SIGNING_SECRET: string;
export const CREDENTIAL_VARIABLES: Readonly<Record<string, string>>;
