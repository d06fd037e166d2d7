import { refuseDoctype, XmlError } from './xml.js';

const ERROR = 'rpc-error';

/**
 * What of a reply says how the request went: its start tag and the errors right in it, without the data, which may be
 * large. Undefined for a message that is no reply. Takes linear time, and next to none where there are no errors.
 *
 * @throws XmlError
 */
export function outlineOf(message: string): string | undefined {
  refuseDoctype(message);
  const root = nextTag(message, 0);
  if (root?.localName !== 'rpc-reply') return undefined;
  const start = message.slice(root.start, root.end);
  if (root.type === 'empty') return start;
  if (message.lastIndexOf(`</${root.name}`) < root.end) throw unreadable();
  const errors = message.includes(ERROR) ? errorsIn(message, root.end) : '';
  return `${start}${errors}</${root.name}>`;
}

/** The errors among the children of the element whose content begins at `from`. */
function errorsIn(text: string, from: number): string {
  const errors: string[] = [];
  let depth = 0;
  let errorStart = -1;
  for (let at = from; ;) {
    const tag = nextTag(text, at);
    if (!tag) throw unreadable();
    at = tag.end;
    if (tag.type === 'end' && depth === 0) return errors.join('');
    if (depth === 0 && tag.localName === ERROR) errorStart = tag.start;
    if (tag.type !== 'empty') depth += tag.type === 'start' ? 1 : -1;
    if (depth === 0 && errorStart >= 0) {
      errors.push(text.slice(errorStart, tag.end));
      errorStart = -1;
    }
  }
}

interface Tag {
  readonly type: 'start' | 'end' | 'empty';
  readonly name: string;
  /** Without prefix. */
  readonly localName: string;
  readonly start: number;
  readonly end: number;
}

/** What stands between `<` and these is no tag. */
const PASSED_OVER = [
  ['!--', '-->'],
  ['![CDATA[', ']]>'],
  ['?', '?>'],
] as const;

function nextTag(text: string, from: number): Tag | undefined {
  for (let start = text.indexOf('<', from); start >= 0;) {
    const passed = PASSED_OVER.find(([open]) => text.startsWith(open, start + 1));
    if (!passed) return tagAt(text, start);
    const close = text.indexOf(passed[1], start + 1 + passed[0].length);
    if (close < 0) throw unreadable();
    start = text.indexOf('<', close + passed[1].length);
  }
  return undefined;
}

function tagAt(text: string, start: number): Tag {
  const last = tagEnd(text, start + 1);
  const isEnd = text[start + 1] === '/';
  const isEmpty = !isEnd && text[last - 1] === '/';
  const from = isEnd ? start + 2 : start + 1;
  const to = nameEnd(text, from, isEmpty ? last - 1 : last);
  const name = text.slice(from, to);
  const localName = name.slice(name.indexOf(':') + 1);
  return { type: isEnd ? 'end' : isEmpty ? 'empty' : 'start', name, localName, start, end: last + 1 };
}

/** The index of the `>` that ends a tag; those in quotes do not. */
function tagEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === GREATER_THAN) return index;
    if (code === QUOTE || code === APOSTROPHE) {
      index = text.indexOf(code === QUOTE ? '"' : "'", index + 1);
      if (index < 0) break;
    }
  }
  throw unreadable();
}

function nameEnd(text: string, from: number, to: number): number {
  for (let index = from; index < to; index += 1) {
    if (text.charCodeAt(index) <= SPACE) return index;
  }
  return to;
}

const [SPACE, QUOTE, APOSTROPHE, GREATER_THAN] = [0x20, 0x22, 0x27, 0x3e];

function unreadable(): XmlError {
  return new XmlError('the text is no XML that can be read');
}
