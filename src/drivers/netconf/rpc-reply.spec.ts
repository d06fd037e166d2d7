import { describeError, parsedReply, readReply } from './rpc-reply.js';
import { parseXml, XmlError } from './xml.js';

const error = (inside: string): string =>
  `<rpc-reply message-id="1"><rpc-error>${inside}</rpc-error></rpc-reply>`;

describe('readReply', () => {
  it('keeps the text as it came, and finds the id under any prefix', () => {
    const text = '<nc:rpc-reply xmlns:nc="urn:x" message-id="7"><nc:data><a/></nc:data></nc:rpc-reply>';

    expect(readReply(`<?xml version="1.0"?>\n${text}`)).toEqual({
      messageId: '7',
      text,
      errors: [],
      warnings: [],
    });
  });

  it('tells errors from warnings', () => {
    const reply = readReply(
      '<rpc-reply message-id="1"><rpc-error><error-severity>warning</error-severity><error-message>old</error-message>' +
        '</rpc-error><rpc-error><error-severity>error</error-severity></rpc-error><ok/></rpc-reply>',
    );

    expect(reply?.warnings.map(describeError)).toEqual(['operation-failed: old']);
    expect(reply?.errors).toHaveLength(1);
  });

  it.each([
    ['<error-tag>in-use</error-tag>', 'in-use'],
    [
      '<error-tag>bad-element</error-tag><error-message xml:lang="en">\n syntax\n error\n</error-message>' +
        '<error-path xmlns:s="u">/s:a</error-path><error-info><bad-element>mtu</bad-element></error-info>',
      'bad-element: syntax error (bad-element mtu, at /s:a)',
    ],
    [
      '<error-tag>lock-denied</error-tag><error-info><session-id>4</session-id></error-info>',
      'lock-denied (session-id 4)',
    ],
  ])('describes %s', (inside, text) => {
    expect(readReply(error(inside))?.errors.map(describeError)).toEqual([text]);
  });

  it('costs no more than a look, however many elements there are', () => {
    const reply = (count: number): string => `<rpc-reply message-id="1">${'<a/>'.repeat(count)}</rpc-reply>`;
    const before = process.cpuUsage();
    parseXml(reply(100_000));
    const parsing = process.cpuUsage(before).user;
    const begun = process.cpuUsage();

    readReply(reply(1_000_000));

    expect(process.cpuUsage(begun).user).toBeLessThan(parsing);
  });

  it('refuses errors without end', () => {
    const many = '<rpc-error/>'.repeat(200_000);

    expect(() => readReply(`<rpc-reply message-id="1">${many}</rpc-reply>`)).toThrow(XmlError);
  });

  it('is undefined for what is no reply', () => {
    expect(readReply('<notification><eventTime/></notification>')).toBeUndefined();
  });
});

describe('parsedReply', () => {
  it('is the content as objects, or null when it cannot be one', () => {
    const parsed = (text: string) => parsedReply({ messageId: '1', text, errors: [], warnings: [] });

    expect(parsed('<rpc-reply><data><a>1</a><a>2</a></data></rpc-reply>')).toEqual({
      data: { a: ['1', '2'] },
    });
    expect(parsed('<rpc-reply><data><constructor/></data></rpc-reply>')).toBeNull();
    expect(parsed(`<rpc-reply><data>${'text '.repeat(600_000)}</data></rpc-reply>`)).toBeNull();
    expect(parsed(`<rpc-reply><data>${'<a/>'.repeat(200_000)}</data></rpc-reply>`)).toBeNull();
    expect(parsed(`<rpc-reply><data><a ${'b="" '.repeat(50_000)}/></data></rpc-reply>`)).toBeNull();
  });
});
