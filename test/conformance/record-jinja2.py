"""Records what Python's Jinja2 answers to templates as network engineers write them: jinja2-cases.json beside this file.

    python3 test/conformance/record-jinja2.py      (needs Jinja2; recorded with the version that the file names)
"""

import json
import os

import jinja2
from jinja2 import ChainableUndefined, DictLoader, Environment, StrictUndefined, Undefined  # noqa: F401

VLANS = {"vlans": [{"id": 10, "name": "users"}, {"id": 20, "name": "voice"}, {"id": 30, "name": None}]}
INTERFACES = {
    "hostname": "core-1",
    "interfaces": [
        {"name": "Gi0/1", "ip": "10.0.0.1", "mask": "255.255.255.0", "enabled": True, "vrf": "red"},
        {"name": "Gi0/2", "ip": "", "enabled": False, "vrf": "blue", "mtu": 9000},
        {"name": "Gi0/3", "ip": "10.0.2.1", "mask": "255.255.255.252", "enabled": True, "vrf": "red"},
    ],
}
BGP = {
    "bgp": {
        "asn": 65001,
        "neighbors": {"10.0.0.2": {"remote_as": 65002, "desc": "isp-a"}, "10.0.0.6": {"remote_as": 65003}},
        "timers": {"keepalive": 10, "hold": 30},
        "weight": 1.5,
    }
}
FILES = {
    "ntp.j2": "{% for server in ntp %}\nntp server {{ server }}\n{% endfor %}",
    "macros.j2": "{% macro port(name, vlan=1) -%}\ninterface {{ name }}\n switchport access vlan {{ vlan }}\n{%- endmacro %}{% set area = 7 %}",
    "base.j2": "hostname {{ host }}\n{% block body %}! nothing{% endblock %}\n{% block tail %}end{% endblock %}",
    "line.j2": "{{ loop_item|default('?') }};{{ host }}",
}
TRIM = {"trim_blocks": True, "lstrip_blocks": True}
STRICT = {"undefined": "strict"}

CASES = [
    ("a variable", "hostname {{ hostname }}", INTERFACES, {}),
    ("an attribute and an item", "{{ bgp.asn }} {{ bgp['asn'] }} {{ interfaces[1].name }}", {**BGP, **INTERFACES}, {}),
    ("a negative index", "{{ vlans[-1].id }}", VLANS, {}),
    ("slices", "{{ xs[1:3] }} {{ xs[::-1] }} {{ 'abcdef'[2:] }} {{ xs[-2:] }} {{ 'abcdef'[::2] }}", {"xs": [1, 2, 3, 4]}, {}),
    ("booleans and None", "{{ a }} {{ b }} {{ c }}", {"a": True, "b": False, "c": None}, {}),
    ("a list", "{{ xs }}", {"xs": [1, "a", None, True, 1.5, [], {}]}, {}),
    ("a dict", "{{ d }}", {"d": {"a": 1, "b": [True, None], "c": {"x": "it's"}}}, {}),
    ("quotes inside a list", "{{ xs }}", {"xs": ["it's", 'say "x"', "both ' and \"", "tab\t", "nl\n", "back\\", "é"]}, {}),
    ("a tuple", "{{ (1, 'a') }} {{ (1,) }} {{ () }}", {}, {}),
    ("floats", "{{ 1.0 }} {{ 1.5 }} {{ 1e20 }} {{ 1e-7 }} {{ 10/2 }} {{ 7//2 }} {{ -7//2 }} {{ -7 % 3 }} {{ 2**10 }} {{ 2**-1 }}", {}, {}),
    ("arithmetic", "{{ 1 + 2 * 3 - 4 }} {{ (1 + 2) * 3 }} {{ 'a' * 3 }} {{ [1] + [2] }} {{ 10 - 2 - 3 }} {{ -2 ** 2 }}", {}, {}),
    ("tilde", "{{ 'vlan' ~ 10 ~ none ~ true ~ 1.0 }}", {}, {}),
    ("percent formatting", "{{ '%s is %d (%03d) %5.1f %x %-6s|' % ('a', 7, 7, 3.14159, 255, 'b') }} {{ '%s' % 'x' }} {{ '%d%%' % 50 }}", {}, {}),
    ("percent formatting by name", "{{ '%(a)s-%(b)02d' % {'a': 'x', 'b': 3} }}", {}, {}),
    ("the filter format", "{{ '%s/%s'|format('a', 24) }} {{ '%02x:%02x'|format(10, 255) }}", {}, {}),
    ("str.format", "{{ '{} {:>5} {:<5}| {:^7} {:03d} {:.2f} {:x} {:,}'.format('a', 'b', 'c', 'd', 7, 3.14159, 255, 1234567) }}", {}, {}),
    ("str.format by name", "{{ '{name}-{0}-{d[k]}-{x!r}'.format(1, name='n', d={'k': 'v'}, x='q') }}", {}, {}),
    ("comparisons", "{{ 1 < 2 < 3 }} {{ 1 == 1.0 }} {{ 'a' != 'b' }} {{ 'a' in 'abc' }} {{ 5 not in [1] }} {{ [1,2] == [1,2] }} {{ {'a':1} == {'a':1} }}", {}, {}),
    ("logic gives operands", "{{ '' or 'x' }} {{ 'a' and 'b' }} {{ not '' }} {{ 0 or none }}", {}, {}),
    ("a conditional", "{{ 'up' if interfaces[0].enabled else 'down' }}{{ 'x' if false }}", INTERFACES, {}),
    ("if, elif, else", "{% if a > 5 %}big{% elif a > 2 %}mid{% else %}small{% endif %}", {"a": 3}, {}),
    ("a loop", "{% for v in vlans %}\nvlan {{ v.id }}\n name {{ v.name }}\n{% endfor %}", VLANS, {}),
    ("a loop, trimmed", "{% for v in vlans %}\n  {% if v.name %}\nvlan {{ v.id }}\n name {{ v.name }}\n  {% endif %}\n{% endfor %}\nend\n", VLANS, TRIM),
    ("trim_blocks alone", "{% if true %}\n  x\n{% endif %}\ny\n", {}, {"trim_blocks": True}),
    ("lstrip_blocks alone", "a\n   {% if true %}\n  x\n   {% endif %}\ny\n", {}, {"lstrip_blocks": True}),
    ("plus against lstrip and trim", "a\n  {%+ if true +%}\nx\n{% endif %}\n", {}, TRIM),
    ("keep_trailing_newline", "a\n\n", {}, {"keep_trailing_newline": True}),
    ("minus signs", "a  {%- if true -%}  \n b \n {%- endif -%}\n c {{- ' d ' -}} e", {}, {}),
    ("a comment", "a{# hidden {{ x }} #}b\n{#- c -#}\nd", {}, {}),
    ("comments, trimmed", "a\n  {# c #}\nb\n", {}, TRIM),
    ("raw", "{% raw %}{{ not }} {% if %}{% endraw %}!", {}, {}),
    ("raw with minus", "a {%- raw -%} {{ x }} {%- endraw -%} b", {}, {}),
    ("carriage returns", "a\r\n{{ b }}\r\nc\r\n", {"b": 1}, {}),
    ("loop variables", "{% for v in vlans %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }},{% endfor %}", VLANS, {}),
    ("loop.cycle and neighbours", "{% for x in 'abc' %}{{ loop.cycle('odd', 'even') }}{{ loop.previtem|default('-') }}{{ loop.nextitem|default('+') }} {% endfor %}", {}, {}),
    ("loop.changed", "{% for x in [1,1,2] %}{{ loop.changed(x) }} {% endfor %}", {}, {}),
    ("a loop's else", "{% for x in [] %}x{% else %}none{% endfor %}", {}, {}),
    ("a loop's filter", "{% for i in interfaces if i.enabled %}{{ loop.index }}/{{ loop.length }} {{ i.name }} {% endfor %}", INTERFACES, {}),
    ("a loop over a dict", "{% for k, v in bgp.neighbors.items() %}neighbor {{ k }} remote-as {{ v.remote_as }}\n{% endfor %}{% for k in bgp.timers %}{{ k }} {% endfor %}", BGP, {}),
    ("a loop over dictsort", "{% for k, v in d|dictsort %}{{ k }}={{ v }} {% endfor %}{% for k, v in d|dictsort(by='value', reverse=true) %}{{ k }} {% endfor %}", {"d": {"b": 1, "A": 3, "c": 2}}, {}),
    ("a recursive loop", "{% for n in tree recursive %}{{ '  ' * loop.depth0 }}{{ n.name }}\n{{ loop(n.kids) if n.kids }}{% endfor %}", {"tree": [{"name": "a", "kids": [{"name": "b", "kids": []}]}, {"name": "c"}]}, {}),
    ("nested loops and loop of the outer", "{% for a in [1,2] %}{% set outer = loop %}{% for b in [1,2] %}{{ outer.index }}.{{ loop.index }} {% endfor %}{% endfor %}", {}, {}),
    ("range", "{% for i in range(1, 10, 3) %}{{ i }} {% endfor %}{{ range(3)|list }} {{ range(5, 0, -2)|list }} {{ range(3) }}", {}, {}),
    ("set does not leave a loop", "{% set x = 1 %}{% for i in [1,2] %}{% set x = x + i %}{{ x }} {% endfor %}{{ x }}", {}, {}),
    ("set leaves an if", "{% if true %}{% set x = 5 %}{% endif %}{{ x }}", {}, {}),
    ("namespace", "{% set ns = namespace(n=0) %}{% for i in [1,2,3] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", {}, {}),
    ("set of several", "{% set a, b = 1, 'x' %}{{ a }}{{ b }}", {}, {}),
    ("a block set", "{% set text %}\n a {{ 1 + 1 }}\n{% endset %}[{{ text }}]{% set t | upper %}abc{% endset %}{{ t }}", {}, {}),
    ("with", "{% with a = 1, b = a|default(5) %}{{ a }}{{ b }}{% endwith %}{{ a|default('gone') }}", {}, {}),
    ("a macro", "{% macro port(name, vlan=1, tags=[]) %}{{ name }}:{{ vlan }}:{{ tags|join('+') }}{% endmacro %}{{ port('a') }} {{ port('b', 5) }} {{ port(name='c', tags=['x','y']) }}", {}, {}),
    ("varargs and kwargs", "{% macro m(a) %}{{ a }} {{ varargs }} {{ kwargs }}{% endmacro %}{{ m(1, 2, 3, k='v') }}", {}, {}),
    ("caller", "{% macro box(t) %}<{{ t }}|{{ caller('x') }}>{% endmacro %}{% call(a) box('T') %}body {{ a }}{% endcall %}", {}, {}),
    ("a macro sees globals", "{% set g = 7 %}{% macro m() %}{{ g }}{{ host }}{% endmacro %}{{ m() }}", {"host": "h"}, {}),
    ("the filter block", "{% filter upper %}abc {{ x }}{% endfilter %}", {"x": "d"}, {}),
    ("an include", "a\n{% include 'ntp.j2' %}b", {"ntp": ["1.1.1.1", "2.2.2.2"]}, {}),
    ("an include, trimmed", "a\n{% include 'ntp.j2' %}\nb", {"ntp": ["1.1.1.1", "2.2.2.2"]}, TRIM),
    ("an include in a loop", "{% for loop_item in [1,2] %}{% include 'line.j2' %} {% endfor %}", {"host": "h"}, {}),
    ("include without context, missing, list", "{% include 'line.j2' without context %}{% include 'no.j2' ignore missing %}{% include ['no.j2', 'line.j2'] %}", {"host": "h"}, {}),
    ("import", "{% import 'macros.j2' as m %}{{ m.port('Gi1', 5) }} {{ m.area }}", {}, {}),
    ("from import", "{% from 'macros.j2' import port as p, area %}{{ p('Gi1') }} {{ area }}", {}, {}),
    ("extends", "{% extends 'base.j2' %}{% block body %}[{{ super() }}] {{ host }}{% endblock %}ignored", {"host": "h"}, {}),
    ("default", "{{ a|default('x') }} {{ b|default('y') }} {{ ''|default('z', true) }} {{ none|d('n', true) }} {{ a.b|default('deep') if a is defined else 'no' }}", {"b": 1}, {}),
    ("an undefined variable prints nothing", "[{{ nothing }}][{{ bgp.nothing }}]", BGP, {}),
    ("an attribute of nothing fails", "{{ nothing.more }}", {}, {}),
    ("strict: an undefined variable fails", "{{ nothing }}", {}, STRICT),
    ("strict: an undefined attribute fails", "{{ bgp.nothing }}", BGP, STRICT),
    ("strict: default and defined still work", "{{ nothing|default('x') }} {{ nothing is defined }}", {}, STRICT),
    ("strict: a condition on nothing fails", "{% if nothing %}a{% endif %}", {}, STRICT),
    ("join", "{{ [1, 'a', none]|join(',') }} {{ interfaces|join(', ', attribute='name') }} {{ 'abc'|join('-') }}", INTERFACES, {}),
    ("map", "{{ interfaces|map(attribute='name')|list }} {{ ['a','b']|map('upper')|join }} {{ interfaces|map(attribute='mtu', default=1500)|list }} {{ ['1','2']|map('int')|sum }}", INTERFACES, {}),
    ("select and reject", "{{ [1,2,3,4]|select('even')|list }} {{ [1,2,3]|reject('gt', 2)|list }} {{ ['a','',none]|select|list }}", {}, {}),
    ("selectattr and rejectattr", "{{ interfaces|selectattr('enabled')|map(attribute='name')|list }} {{ interfaces|rejectattr('vrf', 'equalto', 'red')|map(attribute='name')|list }} {{ interfaces|selectattr('mtu', 'defined')|list|length }}", INTERFACES, {}),
    ("groupby", "{% for vrf, items in interfaces|groupby('vrf') %}{{ vrf }}: {{ items|map(attribute='name')|join(',') }};{% endfor %}{% for g in interfaces|groupby('vrf') %}{{ g.grouper }}{{ g.list|length }}{% endfor %}", INTERFACES, {}),
    ("sort", "{{ ['b','A','c']|sort }} {{ ['b','A','c']|sort(case_sensitive=true) }} {{ [3,1,2]|sort(reverse=true) }} {{ interfaces|sort(attribute='vrf,name')|map(attribute='name')|list }}", INTERFACES, {}),
    ("unique, min, max, sum", "{{ [1,2,1]|unique|list }} {{ ['a','A']|unique|list }} {{ [3,1]|min }} {{ [3,1]|max }} {{ [1,2.5]|sum }} {{ vlans|sum(attribute='id') }}", VLANS, {}),
    ("first, last, length, reverse", "{{ [1,2]|first }} {{ [1,2]|last }} {{ 'abc'|length }} {{ {'a':1}|count }} {{ [1,2]|reverse|list }} {{ 'abc'|reverse }}", {}, {}),
    ("batch and slice", "{{ [1,2,3,4,5]|batch(2)|list }} {{ [1,2,3]|batch(2, 0)|list }} {{ [1,2,3,4,5]|slice(3)|list }} {{ [1,2,3,4,5]|slice(3, 'x')|list }}", {}, {}),
    ("numbers from text", "{{ '42'|int }} {{ 'x'|int }} {{ 'x'|int(7) }} {{ '1.9'|int }} {{ '0x1f'|int(0, 16) }} {{ '1.5'|float }} {{ 3|float }} {{ 3.7|int }} {{ 'x'|float }}", {}, {}),
    ("round and abs", "{{ 2.567|round(2) }} {{ 2.5|round }} {{ 3.5|round }} {{ 2.1|round(0, 'ceil') }} {{ 2.567|round(1, 'floor') }} {{ -3|abs }} {{ 7|round }}", {}, {}),
    ("upper, lower, title, capitalize", "{{ 'aB c-d'|upper }} {{ 'aB'|lower }} {{ 'hello wORLD foo-bar'|title }} {{ 'hELLO World'|capitalize }}", {}, {}),
    ("trim, replace, indent", "[{{ '  a '|trim }}] [{{ 'xxaxx'|trim('x') }}] {{ 'aaa'|replace('a', 'b', 2) }} {{ 'a\nb\n\nc'|indent }}|{{ 'a\nb'|indent(2, true) }}|{{ 'a\n\nb'|indent(2, blank=true) }}|{{ 'a\nb'|indent('>>') }}", {}, {}),
    ("truncate, center, wordcount", "{{ 'hello big world'|truncate(9) }} {{ 'hello big world'|truncate(9, true) }} {{ 'hello big world'|truncate(12, false, '..', 0) }} [{{ 'ab'|center(6) }}] {{ 'a b, c'|wordcount }}", {}, {}),
    ("wordwrap", "{{ 'the quick brown fox jumps'|wordwrap(10) }}|{{ 'abcdefghijkl'|wordwrap(5) }}", {}, {}),
    ("tojson", "{{ {'b': 1, 'a': [true, none, 'x<y']}|tojson }} {{ [1, {'k': 1.0}]|tojson(indent=2) }}", {}, {}),
    ("string, list, items", "{{ 5|string + 'x' }} {{ 'abc'|list }} {{ {'a': 1}|items|list }} {{ {'a': 1}|list }} {{ {'a': 1}.items() }} {{ {'a': 1}.keys() }} {{ {'a': 1}.values()|list }}", {}, {}),
    ("urlencode, escape, striptags, filesizeformat", "{{ 'a b/c?d=e&f'|urlencode }} {{ {'a': 1, 'b': 'x y'}|urlencode }} {{ '<a href=\"x\">'|e }} {{ '<b>x</b>'|striptags }} {{ 1500000|filesizeformat }} {{ 1024|filesizeformat(true) }}", {}, {}),
    ("pprint", "{{ {'b': 'x', 'a': [1, 2]}|pprint }}", {}, {}),
    ("attr", "{{ interfaces[0]|attr('name') is defined }}", INTERFACES, {}),
    ("split and join", "{{ 'Gi0/1'.split('/') }} {{ 'a b  c'.split() }} {{ 'a.b.c'.split('.', 1) }} {{ 'a.b.c'.rsplit('.', 1) }} {{ '-'.join(['a', 'b']) }} {{ 'a\nb\n'.splitlines() }}", {}, {}),
    ("string tests", "{{ 'Gi0/1'.startswith('Gi') }} {{ 'x'.endswith(('y', 'x')) }} {{ '12'.isdigit() }} {{ 'ab'.isalpha() }} {{ 'a1'.isalnum() }} {{ 'A'.isupper() }} {{ ' '.isspace() }} {{ ''.isdigit() }}", {}, {}),
    ("string methods", "{{ 'abc'.upper() }} {{ 'a-b'.replace('-', '_') }} {{ ' a '.strip() }}. {{ 'xax'.strip('x') }} {{ 'abc'.find('c') }} {{ 'abc'.find('z') }} {{ 'aa'.count('a') }} {{ '7'.zfill(3) }} {{ '-7'.zfill(4) }} {{ 'a'.ljust(3) }}. {{ 'a'.rjust(3, '.') }} {{ 'ab'.center(5, '*') }}", {}, {}),
    ("more string methods", "{{ 'aBc'.swapcase() }} {{ 'a b'.title() }} {{ 'ab'.capitalize() }} {{ 'k=v=w'.partition('=') }} {{ 'k=v=w'.rpartition('=') }} {{ 'pre-x'.removeprefix('pre-') }} {{ 'x.cfg'.removesuffix('.cfg') }} {{ 'abc'.index('b') }} {{ 'xxa'.lstrip('x') }} {{ 'axx'.rstrip('x') }}", {}, {}),
    ("list methods", "{% set xs = [1] %}{% set _ = xs.append(2) %}{{ xs.extend([3, 4]) }}{{ xs }} {{ xs.pop() }} {{ xs.index(2) }} {{ xs.count(1) }} {{ xs.insert(0, 9) }}{{ xs }} {{ xs.remove(9) }}{{ xs.reverse() }}{{ xs }}", {}, {}),
    ("dict methods", "{% set d = {'a': 1} %}{{ d.get('a') }} {{ d.get('z') }} {{ d.get('z', 5) }} {{ d.update({'b': 2}) }}{{ d }} {{ d.pop('a') }} {{ d.setdefault('c', 3) }} {{ d }} {{ 'b' in d }} {{ dict(a=1, b='x') }}", {}, {}),
    ("tests", "{{ x is defined }} {{ y is not defined }} {{ none is none }} {{ 3 is odd }} {{ 4 is divisibleby 2 }} {{ 'a' is string }} {{ [] is iterable }} {{ {} is mapping }} {{ 1 is number }} {{ true is boolean }} {{ 'a' is in 'abc' }} {{ 1.0 is float }} {{ 1 is integer }} {{ true is integer }} {{ 'abc' is sequence }} {{ 2 is gt 1 }} {{ 'a' is eq 'a' }} {{ 'A' is upper }} {{ 5 is sameas 5 }}", {"x": 1}, {}),
    ("tests bind close", "{{ not x is defined }} {{ 1 is odd and 2 is even }} {{ 3 is odd == true }}", {}, {}),
    ("filters bind closer than operators", "{{ 1 + '2'|int * 3 }} {{ -1|abs }} {{ 'a' ~ 'b'|upper }}", {}, {}),
    ("joiner and cycler", "{% set c = joiner(', ') %}{% for x in [1,2] %}{{ c() }}{{ x }}{% endfor %} {% set k = cycler('a', 'b') %}{{ k.next() }}{{ k.next() }}{{ k.next() }}{{ k.current }}", {}, {}),
    ("literals", "{{ {'a': [1, (2, 3)]} }} {{ 'x' 'y' }} {{ 1_000 }} {{ 0x1f }} {{ 0b11 }} {{ True }} {{ None }} {{ \"q\\\"q\" }} {{ 'a\\nb' }}", {}, {}),
    ("a division by zero fails", "{{ 1 / 0 }}", {}, {}),
    ("text plus number fails", "{{ 'a' + 1 }}", {}, {}),
    ("an unknown filter fails", "{{ 1|nofilter }}", {}, {}),
    ("an open block fails", "{% if a %}x", {}, {}),
    ("a stray end fails", "{% endif %}", {}, {}),
    ("a call of what is no function fails", "{{ x() }}", {"x": 5}, {}),
    ("an index over the end is undefined", "[{{ [1][5] }}]", {}, {}),
    ("the MAC of a host", "{{ mac.replace('.', '').upper() }} {% set m = mac|replace('.', '') %}{% for i in range(0, 12, 2) %}{{ m[i:i+2] }}{{ ':' if not loop.last }}{% endfor %}", {"mac": "0011.2233.aabb"}, {}),
    ("a whole interface", "{% for i in interfaces %}\ninterface {{ i.name }}\n{% if i.ip %}\n ip address {{ i.ip }} {{ i.mask }}\n{% else %}\n no ip address\n{% endif %}\n {{ 'no ' if i.enabled }}shutdown\n!\n{% endfor %}\n", INTERFACES, TRIM),
    ("a whole router bgp", "router bgp {{ bgp.asn }}\n{%- for ip, n in bgp.neighbors|dictsort %}\n neighbor {{ ip }} remote-as {{ n.remote_as }}\n{%- if n.desc is defined %}\n neighbor {{ ip }} description {{ n.desc | upper }}\n{%- endif %}\n{%- endfor %}\n timers bgp {{ bgp.timers.keepalive }} {{ bgp.timers.hold }} {{ bgp.weight }}", BGP, {}),
    ("an access list", "{% for net in nets %}{% set parts = net.split('/') %}access-list {{ loop.index * 10 }} permit {{ parts[0] }}/{{ parts[1]|int - 1 }}\n{% endfor %}", {"nets": ["10.0.0.0/8", "10.1.0.0/16"]}, {}),
    ("a vlan range", "{% for lo, hi in [(1, 5), (10, 12)] %}{{ lo }}-{{ hi }}{% if not loop.last %},{% endif %}{% endfor %} {{ range(1, 4)|map('string')|join(',') }}", {}, {}),
    ("a value with braces", "{{ '{{ x }}' }} {{ '%}' }}", {}, {}),
    ("unicode", "{{ 'Zürich'|upper }} {{ 'é'|length }} {{ ['ü'] }}", {}, {}),
]


def record(name, template, context, options):
    keywords = dict(options)
    if keywords.pop("undefined", None) == "strict":
        keywords["undefined"] = StrictUndefined
    environment = Environment(loader=DictLoader(FILES), extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], **keywords)
    case = {"name": name, "template": template, "context": context, "options": options}
    try:
        return {**case, "output": environment.from_string(template).render(json.loads(json.dumps(context)))}
    except Exception as error:
        return {**case, "error": type(error).__name__}


CASES += [
    ("do", "{% set xs = [] %}{% do xs.append(1) %}{{ xs }}", {}, {}),
    ("break and continue", "{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}", {}, {}),
]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "jinja2-cases.json")
with open(path, "w") as file:
    answers = {"jinja2": jinja2.__version__, "files": FILES, "cases": [record(*case) for case in CASES]}
    json.dump(answers, file, indent=1, ensure_ascii=False)
    file.write("\n")
