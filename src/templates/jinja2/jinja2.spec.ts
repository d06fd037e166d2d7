import { ourAnswer, readJinja2Record, recordedAnswer } from '../../../test/conformance/jinja2-conformance.js';
import { TemplateError } from '../template-error.js';
import { renderJinja2 } from './environment.js';

const OPTIONS = { trimBlocks: false, lstripBlocks: false, keepTrailingNewline: false, isStrict: false };
const render = (template: string, context: object = {}): string =>
  renderJinja2(template, context, OPTIONS, () => undefined);

function faultOf(template: string): TemplateError {
  try {
    render(template);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('It rendered');
}

describe("Python's Jinja2 and ours", () => {
  const { cases, files } = readJinja2Record();

  it.each(cases)('answer the same to $name', (sample) => {
    expect(ourAnswer(sample, files)).toBe(recordedAnswer(sample));
  });
});

// Each answer is that of Jinja2 3.1.6.
describe('a text', () => {
  it.each([
    ["{{ 'a🙂x'[1] }}{{ 'a🙂x'[2] }}{{ '🙂x'[-2] }}", '🙂x🙂'],
    ["{{ '🙂🙂x'.find('x') }}{{ '🙂x🙂x'.rindex('x') }}{{ '🙂'.find('y') }}", '23-1'],
    [
      "{{ '🙂'.ljust(3, '.') }}{{ '🙂'.rjust(3) }}{{ 'x'.center(3, '🙂') }}{{ '🙂'.zfill(3) }}",
      '🙂..  🙂🙂x🙂00🙂',
    ],
    ["{{ '{:>3}|{:.1}'.format('🙂', '🙂x') }}{{ '🙂🙂🙂🙂'|truncate(3, True, '.', 0) }}", '  🙂|🙂🙂🙂.'],
    ["{{ '😀🙂x🙂'.strip('🙂') }}", '😀🙂x'],
    ["{{ '🙂x'|length }}{{ '🙂x'|first }}{{ '🙂x'[::-1] }}", '2🙂x🙂'],
    ["{{ 'a\tbc\t\td\ne\tf'.expandtabs() }}", 'a       bc              d\ne       f'],
    [
      "{{ 'a\tb'.expandtabs(tabsize=4) }}{{ 'a\tb'.expandtabs(0) }}{{ '🙂\tb'.expandtabs(2) }}",
      'a   bab🙂 b',
    ],
    ["{{ '{a}-{b[0]}'.format_map({'a': 1, 'b': [2]}) }}", '1-2'],
  ])('is counted in code points, and has the methods of Python: %s', (template, expected) => {
    expect(render(template)).toBe(expected);
  });
});

describe('a fault in a template', () => {
  it('names the line', () => {
    expect(faultOf('a\nb\n{{ 1 / 0 }}')).toMatchObject({ type: 'TemplateFailed', line: 3 });
    expect(faultOf('a\n{% if %}')).toMatchObject({ type: 'TemplateSyntax', line: 2 });
  });

  it.each(['{% include "/etc/passwd" %}', '{% import "../x" as x %}'])(
    'is a template that is not there: %s',
    (template) => {
      expect(faultOf(template).type).toBe('TemplateNotFound');
    },
  );
});

describe('a hostile template', () => {
  it.each([
    '{{ "".constructor }}',
    '{{ [].constructor.constructor }}',
    '{{ {}.__proto__ }}',
    '{{ x.__proto__.y }}',
    '{{ "{0.constructor}".format(1) }}',
    '{{ range.constructor }}',
    '{{ x["constructor"] }}',
    '{{ ""|attr("constructor") }}',
    '{{ [1]|map(attribute="constructor")|list }}',
    '{{ self }}{{ process }}{{ globalThis }}{{ require }}',
    '{{ "".__class__.__mro__ }}',
  ])("does not reach JavaScript's own properties: %s", (template) => {
    let text = '';
    try {
      text = render(template, { x: { y: 1 } });
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
    }
    expect(text).toMatch(/^(\[Undefined\])?$/);
  });

  it('is stopped when it nests too deep', () => {
    expect(faultOf('{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}').type).toBe('TemplateTooLarge');
  });

  it.each([
    '{{ "x" * 99999999999 }}',
    '{{ [1] * 99999999999 }}',
    '{{ "%99999999d" % 1 }}',
    '{{ "a".center(99999999999) }}',
    '{{ "\t\t".expandtabs(999999) }}',
  ])('makes no endless text: %s', (template) => {
    expect(faultOf(template).type).toBe('TemplateFailed');
  });
});
