import type { DownloadArgs } from './file-transfer-args.js';

/** A file that is not to be taken. */
export class UnfitFileError extends Error {
  readonly code = 'UNFIT_FILE';
}

/** Base64 makes four characters of so many bytes. */
const BASE64_GROUP = 3;

/** Makes text of a file while it is read, so that its bytes are not kept beside it. */
export class EncodedText {
  private readonly parts: string[] = [];
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private rest = Buffer.alloc(0);

  constructor(private readonly encoding: DownloadArgs['encoding']) {}

  /** @throws UnfitFileError when it is not UTF-8 and should be */
  take(chunk: Buffer): void {
    if (this.encoding === 'utf8') {
      this.decode(() => this.decoder.decode(chunk, { stream: true }));
      return;
    }
    const bytes = Buffer.concat([this.rest, chunk]);
    const whole = bytes.length - (bytes.length % BASE64_GROUP);
    this.parts.push(bytes.toString('base64', 0, whole));
    this.rest = bytes.subarray(whole);
  }

  /** @throws UnfitFileError when it ends within a character */
  whole(): string {
    if (this.encoding === 'utf8') this.decode(() => this.decoder.decode());
    else this.parts.push(this.rest.toString('base64'));
    return this.parts.join('');
  }

  private decode(text: () => string): void {
    try {
      this.parts.push(text());
    } catch {
      throw new UnfitFileError('The file is not UTF-8: take it as base64');
    }
  }
}
