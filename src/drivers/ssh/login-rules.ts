import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

const LONGEST_NAME = 256;
const LONGEST_SECRET = 1_024;
const LONGEST_KEY = 32_768;

/** No line ends and other control characters: what is typed on a terminal must stay one line. */
const ONE_LINE = /^[^\p{Cc}]*$/u;
const ONE_LINE_MESSAGE = { message: '$property must not contain control characters' };

const PEM = /^\s*-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;
const PEM_MESSAGE = { message: '$property must be the text of a private key (PEM)' };

/** OpenSSH's form: base64 of 32 bytes without padding. */
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;
const FINGERPRINT_MESSAGE = {
  message: '$property must be a SHA-256 fingerprint as OpenSSH shows it (SHA256:...)',
};

/** Whom to log in as: 1 to 256 characters on one line. */
export function IsLoginName(): PropertyDecorator {
  return applyDecorators(
    Matches(ONE_LINE, ONE_LINE_MESSAGE),
    MaxLength(LONGEST_NAME),
    MinLength(1),
    IsString(),
  );
}

/** A password that may be typed on a terminal: up to 1,024 characters on one line. */
export function IsPassword(): PropertyDecorator {
  return applyDecorators(Matches(ONE_LINE, ONE_LINE_MESSAGE), MaxLength(LONGEST_SECRET), IsString());
}

/** A private key as PEM or OpenSSH text, up to 32,768 characters. */
export function IsPrivateKey(): PropertyDecorator {
  return applyDecorators(Matches(PEM, PEM_MESSAGE), MaxLength(LONGEST_KEY), IsString());
}

/** What opens a private key: up to 1,024 characters. */
export function IsPassphrase(): PropertyDecorator {
  return applyDecorators(MaxLength(LONGEST_SECRET), IsString());
}

/** The fingerprint of an SSH host key. */
export function IsHostKeyFingerprint(): PropertyDecorator {
  return applyDecorators(Matches(FINGERPRINT, FINGERPRINT_MESSAGE));
}
