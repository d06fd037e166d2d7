/**
 * Holds the children of an element to a list of things. What stays is the same node as before, so that focus, selection
 * and scroll stay, too.
 *
 * @template T
 */
export class KeyedChildren {
  /** @type {Map<string, Part<T>>} */
  #parts = new Map();
  #parent;
  #keyOf;
  #make;

  /**
   * @param {Element} parent
   * @param {(item: T) => string} keyOf
   * @param {(item: T) => Part<T>} make
   */
  constructor(parent, keyOf, make) {
    this.#parent = parent;
    this.#keyOf = keyOf;
    this.#make = make;
  }

  /**
   * @param {readonly T[]} items
   * @returns {Part<T>[]} what is new among them
   */
  show(items) {
    const made = [];
    const wanted = new Set(items.map(this.#keyOf));
    for (const [key, { element }] of this.#parts) {
      if (wanted.has(key)) continue;
      element.remove();
      this.#parts.delete(key);
    }
    /** @type {Element | null} */
    let place = this.#parent.firstElementChild;
    for (const item of items) {
      const key = this.#keyOf(item);
      let part = this.#parts.get(key);
      if (!part) {
        part = this.#make(item);
        this.#parts.set(key, part);
        made.push(part);
      }
      part.update(item);
      if (part.element === place) place = place.nextElementSibling;
      else this.#parent.insertBefore(part.element, place);
    }
    return made;
  }

  /**
   * @param {string} key
   * @returns {Element | undefined}
   */
  elementOf(key) {
    return this.#parts.get(key)?.element;
  }
}

/**
 * @template T
 * @typedef {object} Part
 * @property {Element} element
 * @property {(item: T) => void} update
 */
