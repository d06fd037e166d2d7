const SVG = 'http://www.w3.org/2000/svg';

/**
 * What is nothing is left out.
 *
 * @typedef {Node | string | number | null | undefined | false} Child
 */

/**
 * Takes a listener for any kind of event: a method's parameter may be narrower than what it is called with.
 *
 * @typedef {{ listen(event: Event): void }['listen']} Listener
 */

/**
 * Functions listen (`onclick`); true is an attribute without a value; false, null and undefined are none.
 *
 * @typedef {Record<string, string | number | boolean | null | undefined | Listener>} Attributes
 */

/**
 * Makes an element. Text children stay text, whatever they hold: nothing in this page reads a value as markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  element.append(...nodesOf(children));
  return element;
}

/**
 * What of `children` there is, as nodes.
 *
 * @param {Child[]} children
 * @returns {Node[]}
 */
export function nodesOf(children) {
  /** @type {Node[]} */
  const nodes = [];
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    nodes.push(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return nodes;
}

/**
 * A picture of the sprite in index.html. It only goes with words that say the same.
 *
 * @param {string} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/**
 * An element of index.html.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`index.html has no ${type.name} #${id}`);
  return element;
}

/**
 * Changes the text only when it is another: a selection inside stays, and nothing is painted for nothing.
 *
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
