/** What a login may look like in a request: limits in characters, patterns, and how a fault of each is told. */
export const LONGEST_SECRET = 1_024;
export const LONGEST_KEY = 32_768;

/** No line ends and other control characters: what is typed on a terminal must stay one line. */
export const ONE_LINE = /^[^\p{Cc}]*$/u;
export const ONE_LINE_MESSAGE = { message: '$property must not contain control characters' };

export const PEM = /^\s*-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;
export const PEM_MESSAGE = { message: '$property must be the text of a private key (PEM)' };

/** OpenSSH's form: base64 of 32 bytes without padding. */
export const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;
export const FINGERPRINT_MESSAGE = {
  message: '$property must be a SHA-256 fingerprint as OpenSSH shows it (SHA256:...)',
};
