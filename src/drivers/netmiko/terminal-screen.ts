import { StringDecoder } from 'node:string_decoder';
import { EscapeReader, type Motion } from './escape-reader.js';

/** A cell that was written and then wiped: a space inside a line, nothing at its end. */
const BLANK = '\0';
/** Nothing reaches back further than this into a line, so that one endless line costs no more than many short ones. */
const LONGEST_LIVE_LINE = 16_384;
/** Jumps go no further: vt100's widest screen. A jump must not cost much more than text of its length. */
const WIDEST_JUMP = 132;
/** A sequence of four characters can wipe a whole line. Devices wipe at most the width of a screen, and seldom... */
const CELLS_PER_CHARACTER = 32;
/** ...so whoever has more than this touched beyond it, which takes some milliseconds, means to keep NetPulse busy. */
const MOST_CELLS_AHEAD = 2_000_000;

/**
 * Shows a device's bytes as a terminal would: carriage return and backspace move, text overwrites, escape sequences do
 * what they say or vanish. So a pager's erasing, IOS's repainting of a long line and coloured prompts all come out as a
 * reader sees them, without a case for each vendor.
 *
 * Only the last line can change; the lines above it are finished. There is no right margin. Takes time in proportion to
 * what is written, however it is cut: who has it edit out of all proportion is read no further.
 */
export class TerminalScreen {
  private readonly decoder = new StringDecoder('utf8');
  private readonly escapes = new EscapeReader();
  private finished: string[] = [];
  /** The start of a very long line, which nothing can change any more. */
  private settled: string[] = [];
  /** The live line, while it was only ever written at its end. */
  private text = '';
  /** The live line by character, from the first time that something overwrites it. */
  private cells: string[] | null = null;
  private cursor = 0;
  private total = 0;
  /** Cells touched by sequences, less what the characters read since were worth. */
  private cellsAhead = 0;

  /** How many lines are finished and not yet taken. */
  get lineCount(): number {
    return this.finished.length;
  }

  /** How many characters the finished lines hold since they were last taken. */
  get size(): number {
    return this.total + this.cursor;
  }

  /** Whether what came edits so much that reading it would take far longer than sending it: nothing is read since. */
  get isOverworked(): boolean {
    return this.cellsAhead > MOST_CELLS_AHEAD;
  }

  /** The finished lines that were not yet taken. */
  get lines(): readonly string[] {
    return this.finished;
  }

  /** The line that the cursor stands on. */
  get lastLine(): string {
    return this.settled.length === 0 ? this.liveLine() : this.settled.join('') + this.liveLine();
  }

  /** The end of the last line, and whether something stands before it. */
  tail(length: number): { readonly text: string; readonly isCut: boolean } {
    const end = this.cells === null ? this.text.length : lineEnd(this.cells);
    const text = this.liveText(Math.max(0, end - length), end);
    return { text, isCut: end > length || this.settled.length > 0 };
  }

  /** The finished lines, which the screen then forgets. */
  takeLines(): string[] {
    const lines = this.finished;
    this.finished = [];
    this.total = 0;
    return lines;
  }

  /** Wipes the last line without moving the cursor, for devices that do not erase their pager themselves. */
  wipeLastLine(): void {
    this.cells = new Array<string>(this.lineLength()).fill(BLANK);
  }

  write(bytes: Buffer): void {
    const text = this.decoder.write(bytes);
    let from = 0;
    while (from < text.length && !this.isOverworked) {
      const next = this.escapes.isInside ? this.escapes.read(text, from, this.move) : this.show(text, from);
      this.cellsAhead = Math.max(0, this.cellsAhead - (next - from) * CELLS_PER_CHARACTER);
      from = next;
    }
  }

  /** Up to the next control character. Returns the index of what follows it. */
  private show(text: string, from: number): number {
    const control = nextControl(text, from);
    if (control > from) this.put(text.slice(from, control));
    if (control < text.length) this.obey(text.charCodeAt(control));
    return control + 1;
  }

  private obey(code: number): void {
    if (code === 0x0a) this.newLine();
    else if (code === 0x0d) this.cursor = 0;
    else if (code === 0x08) this.cursor = Math.max(0, this.cursor - 1);
    else if (code === 0x1b) this.escapes.start();
  }

  private put(text: string): void {
    if (this.cells === null && this.cursor >= this.text.length) {
      this.text = this.text.padEnd(this.cursor) + text;
      this.cursor += text.length;
      if (this.text.length > LONGEST_LIVE_LINE) this.settle();
      return;
    }
    const cells = this.editable();
    for (const character of text.split('')) {
      const isWiping = this.cursor < cells.length || cells[this.cursor - 1] === BLANK;
      cells[this.cursor] = character === ' ' && isWiping ? BLANK : character;
      this.cursor += 1;
    }
    if (cells.length > LONGEST_LIVE_LINE) this.settle();
  }

  private newLine(): void {
    this.finished.push(this.lastLine);
    this.total += this.lineLength() + 1;
    this.settled = [];
    this.clearLive();
  }

  private settle(): void {
    this.settled.push(this.liveLine());
    this.total += this.lineLength();
    this.clearLive();
  }

  private clearLive(): void {
    this.text = '';
    this.cells = null;
    this.cursor = 0;
  }

  private liveLine(): string {
    return this.cells === null ? this.text : this.liveText(0, lineEnd(this.cells));
  }

  private liveText(from: number, to: number): string {
    if (this.cells === null) return this.text.slice(from, to);
    return this.cells.slice(from, to).join('').replaceAll(BLANK, ' ');
  }

  private lineLength(): number {
    return this.cells?.length ?? this.text.length;
  }

  private editable(): string[] {
    this.cells ??= this.text.split('');
    while (this.cells.length < this.cursor) this.cells.push(BLANK);
    return this.cells;
  }

  private readonly move = ({ type, count }: Motion): void => {
    switch (type) {
      case 'left':
        this.cursor = Math.max(0, this.cursor - count);
        return;
      case 'right':
        this.cursor = Math.min(LONGEST_LIVE_LINE, this.cursor + Math.min(WIDEST_JUMP, count));
        return;
      case 'column':
        this.cursor = Math.min(WIDEST_JUMP, count - 1);
        return;
      case 'next-line':
        this.newLine();
        return;
      case 'erase-right':
        this.editable().length = this.cursor;
        return;
      case 'erase-left':
        this.wipe(0, this.cursor + 1);
        return;
      case 'erase-line':
        this.wipe(0, this.lineLength());
        return;
      case 'erase-characters':
        this.wipe(this.cursor, this.cursor + count);
        return;
      case 'delete':
        this.replace(count, []);
        return;
      case 'insert':
        this.insertBlanks(Math.min(WIDEST_JUMP, count));
    }
  };

  private insertBlanks(count: number): void {
    if (this.editable().length + count > LONGEST_LIVE_LINE) return;
    this.replace(0, new Array<string>(count).fill(BLANK));
  }

  private wipe(from: number, to: number): void {
    const cells = this.editable();
    const end = Math.min(to, cells.length);
    cells.fill(BLANK, from, end);
    this.cellsAhead += Math.max(0, end - from);
  }

  /** What stands behind it moves. */
  private replace(count: number, cells: readonly string[]): void {
    this.editable().splice(this.cursor, count, ...cells);
    this.cellsAhead += this.lineLength() - this.cursor + cells.length;
  }
}

/** Where a line ends: before the first wiped cell behind which nothing is to be seen. */
function lineEnd(cells: readonly string[]): number {
  let end = cells.length;
  for (let index = cells.length - 1; index >= 0; index -= 1) {
    if (cells[index] === BLANK) end = index;
    else if (cells[index] !== ' ') break;
  }
  return end;
}

/** Index of the next control character that is not a tab, or the text's length. */
function nextControl(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return index;
  }
  return text.length;
}
