import { JsonTooLargeError, parseDeviceJson } from './json-text.js';

const list = (unit: string, count: number): string =>
  `[${Array.from({ length: count }, () => unit).join(',')}]`;

describe('the JSON of a device', () => {
  it.each(['{"a": [1, "b,{"]}', '"x"', '[]'])('is read: %s', (text) => {
    expect(parseDeviceJson(text)).toEqual(JSON.parse(text));
  });

  it('is read when it is long, but has few values', () => {
    const text = JSON.stringify({ output: '{"a": [1, 2]},\\"{[,'.repeat(200_000) });

    expect(parseDeviceJson(text)).toEqual(JSON.parse(text));
  });

  it.each(['{}', '[]', '0', '{"a":0}', '""'])('is not read when it has millions of %s', (unit) => {
    const text = list(unit, 1_100_000);

    expect(() => parseDeviceJson(text)).toThrow(JsonTooLargeError);
  });

  it('that is none is a syntax error, also when it is long', () => {
    expect(() => parseDeviceJson('{')).toThrow(SyntaxError);
    expect(() => parseDeviceJson(`"${'\\'.repeat(2_000_001)}`)).toThrow(SyntaxError);
  });
});
