import { outlineOf } from './reply-outline.js';
import { XmlError } from './xml.js';

const MANY = 1_000_000;

/** CPU time in microseconds. */
function timeOf(message: string): number {
  const before = process.cpuUsage();
  outlineOf(message);
  return process.cpuUsage(before).user;
}

describe('the outline of a reply', () => {
  it.each([
    ['is its start tag', '<rpc-reply message-id="1"><data><a/></data></rpc-reply>', ''],
    ['keeps errors', '<rpc-reply message-id="1"><rpc-error><a/></rpc-error><ok/></rpc-reply>', 1],
    ['keeps errors between data', '<rpc-reply message-id="1"><b><c/></b><rpc-error/><d/></rpc-reply>\n', 2],
  ])('%s', (_what, message, errors) => {
    const kept = ['', '<rpc-error><a/></rpc-error>', '<rpc-error/>'][Number(errors)] ?? '';

    expect(outlineOf(message)).toBe(`<rpc-reply message-id="1">${kept}</rpc-reply>`);
  });

  it('knows errors under any prefix', () => {
    const error = '<n:rpc-error a=">"><n:a>x</n:a></n:rpc-error >';

    expect(outlineOf(`<n:rpc-reply>${error}</n:rpc-reply>`)).toBe(`<n:rpc-reply>${error}</n:rpc-reply>`);
  });

  it.each([
    ['in the data', '<data><rpc-error/></data>'],
    ['in a comment', '<!-- <rpc-error/> -->'],
    ['in a CDATA section', '<data><![CDATA[ </data><rpc-error> ]]></data>'],
    ['in an attribute', '<data a="<rpc-error/>"/>'],
    ['behind the reply', '</rpc-reply><rpc-error/>'],
  ])('passes over what looks like an error %s', (_where, inside) => {
    expect(outlineOf(`<?xml version="1.0"?><rpc-reply>${inside}</rpc-reply>`)).toBe(
      '<rpc-reply></rpc-reply>',
    );
  });

  it('is the whole of an empty reply, and undefined for another message', () => {
    expect(outlineOf('<rpc-reply message-id="1"/>')).toBe('<rpc-reply message-id="1"/>');
    expect(outlineOf('<notification><rpc-reply/></notification>')).toBeUndefined();
    expect(outlineOf('')).toBeUndefined();
  });

  it.each([
    '<rpc-reply><data>',
    '<rpc-reply><rpc-error>',
    '<rpc-reply><rpc-error></rpc-reply>',
    '<rpc-reply a="',
    '<rpc-reply><!-- rpc-error',
    '<rpc-reply><!DOCTYPE a></rpc-reply>',
  ])('refuses %s', (message) => {
    expect(() => outlineOf(message)).toThrow(XmlError);
  });

  it.each([
    ['small elements', '<a/>'],
    ['attributes', '<a b="" c=""/>'],
    ['quotes', `<a b='>'/>`],
    ['nested elements', '<a><b></b></a>'],
    ['comments', '<!-- > -->'],
  ])('takes linear time for many %s', (_what, unit) => {
    const message = (count: number): string =>
      `<rpc-reply><!-- rpc-error -->${unit.repeat(count)}</rpc-reply><!-- end -->`;
    timeOf(message(MANY / 2));

    expect(timeOf(message(2 * MANY)) / timeOf(message(MANY))).toBeLessThan(4);
  });
});
