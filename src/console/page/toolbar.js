import { el, icon } from './element.js';
import { go } from './route.js';

/** Typing is over when nothing came for so long, in milliseconds. */
const TYPING_PAUSE_MS = 250;

/**
 * @typedef {'status' | 'caller' | 'job' | 'host' | 'text'} FilterName
 * @typedef {{ name: FilterName, label: string, options: readonly string[] }} Choice
 * @typedef {{ name: FilterName, label: string, hint: string, isSearch?: boolean }} Field
 */

/** The filters above a list. They write into the route, and show what it says. */
export class Toolbar {
  /** @type {Map<FilterName, HTMLInputElement | HTMLSelectElement>} */
  #controls = new Map();
  #clear;

  /**
   * @param {string} label
   * @param {readonly (Choice | Field)[]} filters
   */
  constructor(label, filters) {
    this.#clear = el(
      'button',
      { type: 'button', class: 'button quiet', onclick: () => this.#clearAll() },
      'Clear',
    );
    const labels = filters.map((filter) =>
      'options' in filter ? this.#choice(filter) : this.#field(filter),
    );
    this.element = el('search', { class: 'toolbar', 'aria-label': label }, ...labels, this.#clear);
  }

  /** @param {import('./route.js').Route} route */
  show(route) {
    for (const [name, control] of this.#controls) {
      if (control === document.activeElement && control instanceof HTMLInputElement) continue;
      if (control.value !== route[name]) control.value = route[name];
    }
    this.#clear.hidden = [...this.#controls.keys()].every((name) => route[name] === '');
  }

  /**
   * @param {FilterName} name
   * @param {readonly string[]} options
   */
  setOptions(name, options) {
    const select = this.#controls.get(name);
    if (!(select instanceof HTMLSelectElement)) return;
    const { value } = select;
    select.replaceChildren(
      ...optionElements(options.includes(value) || value === '' ? options : [...options, value]),
    );
    select.value = value;
  }

  /** @param {Choice} choice */
  #choice({ name, label, options }) {
    const select = el(
      'select',
      { 'aria-label': label, onchange: () => go({ [name]: select.value }, 'replace') },
      ...optionElements(options),
    );
    this.#controls.set(name, select);
    return el('label', { class: 'filter' }, el('span', {}, label), select);
  }

  /** @param {Field} field */
  #field({ name, label, hint, isSearch = false }) {
    /** @type {number | undefined} */
    let timer;
    const apply = () => {
      clearTimeout(timer);
      go({ [name]: input.value.trim() }, 'replace');
    };
    const input = el('input', {
      type: 'search',
      'aria-label': label,
      placeholder: label,
      title: hint,
      spellcheck: 'false',
      autocomplete: 'off',
      'data-search': isSearch,
      oninput: () => {
        clearTimeout(timer);
        timer = window.setTimeout(apply, TYPING_PAUSE_MS);
      },
      onchange: apply,
    });
    this.#controls.set(name, input);
    return el('span', { class: `filter grows ${name}` }, isSearch && icon('search'), input);
  }

  #clearAll() {
    for (const control of this.#controls.values()) control.value = '';
    const names = [...this.#controls.keys()];
    go(Object.fromEntries(names.map((name) => [name, ''])), 'replace');
    this.#controls.get('text')?.focus();
  }
}

/** @param {readonly string[]} options */
function optionElements(options) {
  return ['', ...options].map((option) => el('option', { value: option }, option === '' ? 'All' : option));
}
