import { checkContent, parseXml, XmlError } from './xml.js';

describe('checkContent', () => {
  it.each([
    '<a/>',
    '<a/><b x="1">text &amp; more</b>',
    'plain text',
    '<a><!-- note --><![CDATA[<b>]]></a>',
    '<n:a xmlns:n="urn:x"><n:b/></n:a>',
  ])('lets %s pass', (text) => {
    expect(() => checkContent(text)).not.toThrow();
  });

  it.each([
    ['<a>', 'an element left open'],
    ['<a></b>', 'another end'],
    ['</content><x/><content>', 'a way out of the element around it'],
    ['</config></edit-config></rpc><rpc/>', 'a way out of the request'],
    ['<a x="1" x="2"/>', 'an attribute twice'],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'an external entity'],
    ['<a>]]>]]></a>', "base:1.0's end of message"],
    ['<a b="]]>]]>"/>', 'the same in an attribute'],
    ['<!-- ]]>]]> -->', 'the same in a comment'],
  ])('refuses %s: %s', (text) => {
    expect(() => checkContent(text)).toThrow(XmlError);
  });

  it('names the line of a fault, and quotes nothing', () => {
    const fault = (): void => checkContent('<a>\n<secret-word>\n</a>');

    expect(fault).toThrow(/^must be well-formed XML: there is a fault in line \d$/);
    expect(fault).not.toThrow('secret-word');
  });
});

describe('parseXml', () => {
  it('leaves prefixes out, keeps attributes, and decodes what XML itself defines', () => {
    expect(parseXml('<n:a xmlns:n="u" n:x="1 &amp; 2"><n:b>1.10 &lt;&#65;</n:b><c/><c>2</c></n:a>')).toEqual({
      a: { '@x': '1 & 2', b: '1.10 <A', c: ['', '2'] },
    });
  });

  it('expands no entities: neither files nor bombs', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>';

    expect(() => parseXml(bomb)).toThrow('document type declaration');
    expect(parseXml('<a>&unknown;</a>')).toEqual({ a: '&unknown;' });
  });

  it('gives up on what nests too deeply, and on names that would harm objects', () => {
    expect(() => parseXml('<a>'.repeat(100_000))).toThrow(XmlError);
    expect(() => parseXml('<a><__proto__>1</__proto__></a>')).toThrow(XmlError);
  });
});
