/** What an escape sequence does to the line that the cursor stands on. */
export interface Motion {
  readonly type:
    | 'left'
    | 'right'
    | 'column'
    | 'next-line'
    | 'erase-right'
    | 'erase-left'
    | 'erase-line'
    | 'erase-characters'
    | 'delete'
    | 'insert';
  readonly count: number;
}

/**
 * Where in a sequence the reader is: behind ESC; behind the intermediate byte of a character set; in a control sequence
 * (`ESC [`); in a control string (`ESC ]`, `ESC P`, ...: titles, links), which ends with BEL or `ESC \`.
 */
type State = 'none' | 'escape' | 'intermediate' | 'control-sequence' | 'string' | 'string-escape';

/** Longer parameters are none: the sequence is dropped. */
const LONGEST_PARAMETERS = 64;
/** A string that does not end is no string: reading it on would swallow the rest of the output. */
const LONGEST_STRING = 4_096;
const STRING_STARTS = ']PX^_';
const MOTIONS: Readonly<Record<string, Motion['type']>> = {
  C: 'right',
  D: 'left',
  E: 'next-line',
  G: 'column',
  P: 'delete',
  X: 'erase-characters',
  '@': 'insert',
  '`': 'column',
};
const ERASURES: readonly Motion['type'][] = ['erase-right', 'erase-left', 'erase-line', 'erase-line'];

/** Reads the escape sequences of ECMA-48 and xterm, also when they come in pieces. */
export class EscapeReader {
  private state: State = 'none';
  private parameters = '';
  private stringLength = 0;

  get isInside(): boolean {
    return this.state !== 'none';
  }

  /** Called at an ESC. */
  start(): void {
    this.state = 'escape';
    this.parameters = '';
    this.stringLength = 0;
  }

  /** Reads on at `from` and tells what to do, if the sequence ends. Returns the index of what follows. */
  read(text: string, from: number, move: (motion: Motion) => void): number {
    let index = from;
    while (this.isInside && index < text.length) {
      const motion = this.take(text.charAt(index));
      if (motion) move(motion);
      index += 1;
    }
    return index;
  }

  private take(character: string): Motion | null {
    switch (this.state) {
      case 'escape':
        return this.takeFirst(character);
      case 'control-sequence':
        return this.takeParameter(character);
      case 'string':
        this.takeOfString(character);
        return null;
      case 'string-escape':
        this.state = character === '\\' ? 'none' : 'string';
        return null;
      default:
        this.state = 'none';
        return null;
    }
  }

  private takeFirst(character: string): Motion | null {
    if (character === '[') this.state = 'control-sequence';
    else if (STRING_STARTS.includes(character)) this.state = 'string';
    else if (character >= ' ' && character <= '/') this.state = 'intermediate';
    else this.state = 'none';
    return character === 'E' ? { type: 'next-line', count: 1 } : null;
  }

  private takeParameter(character: string): Motion | null {
    const isFinal = character >= '@' && character <= '~';
    if (!isFinal && this.parameters.length < LONGEST_PARAMETERS) {
      this.parameters += character;
      return null;
    }
    this.state = 'none';
    return isFinal ? motionOf(this.parameters, character) : null;
  }

  private takeOfString(character: string): void {
    this.stringLength += 1;
    if (character === '\x07' || this.stringLength > LONGEST_STRING) this.state = 'none';
    else if (character === '\x1b') this.state = 'string-escape';
  }
}

function motionOf(parameters: string, final: string): Motion | null {
  if (!/^[\d;]*$/.test(parameters)) return null;
  const numbers = parameters.split(';').map(Number);
  // Rows are not followed: what a full-screen pager paints comes out line after line.
  if (final === 'H' || final === 'f') return { type: 'column', count: numbers[1] || 1 };
  if (final === 'K' || final === 'J') {
    const erasure = ERASURES[numbers[0] ?? 0];
    return erasure ? { type: erasure, count: 1 } : null;
  }
  const type = MOTIONS[final];
  return type ? { type, count: numbers[0] || 1 } : null;
}
