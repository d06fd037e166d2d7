// The search field of the documentation: all words must be in a chapter; those in its title or headings weigh more. And the list of chapters is
// folded where there is little room.
const MOST_HITS = 8;
const root = document.currentScript.dataset.root;
const input = document.querySelector('search input');
const list = document.querySelector('search ol');

/** The index is fetched when somebody is about to search. */
function loadIndex() {
  if (document.querySelector('script[data-index]')) return;
  const script = document.createElement('script');
  script.src = `${root}/site-index.js`;
  script.dataset.index = '';
  script.addEventListener('load', search);
  document.head.append(script);
}

function search() {
  const stems = input.value.toLowerCase().split(/\s+/).filter(Boolean).map(stemOf);
  const hits = stems.length === 0 ? [] : hitsFor(stems).slice(0, MOST_HITS);
  list.replaceChildren(...hits.map(itemOf));
}

/** So that "retry" finds "retries". */
function stemOf(word) {
  return word.length < 5 ? word : word.replace(/(?:ies|es|s|y|ing|ed)$/, '');
}

function hitsFor(stems) {
  return (window.CHAPTERS ?? [])
    .map((chapter) => ({ chapter, section: sectionWith(chapter, stems), weight: weightOf(chapter, stems) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
}

function weightOf({ title, sections, text }, stems) {
  const headings = sections.map((section) => section.text).join(' ');
  const weights = stems.map(
    (stem) =>
      6 * Math.min(1, countIn(title, stem)) + 2 * countIn(headings, stem) + Math.log1p(countIn(text, stem)),
  );
  return weights.includes(0) ? 0 : weights.reduce((sum, weight) => sum + weight, 0);
}

function countIn(text, stem) {
  return text.toLowerCase().split(stem).length - 1;
}

function sectionWith({ sections }, stems) {
  return sections.find(({ text }) => stems.every((stem) => text.toLowerCase().includes(stem)));
}

function itemOf({ chapter, section }) {
  const link = document.createElement('a');
  link.href = `${root}/${chapter.path}${section ? `#${section.anchor}` : ''}`;
  link.textContent = section ? `${chapter.title}: ${section.text}` : chapter.title;
  const item = document.createElement('li');
  item.append(link);
  return item;
}

input.addEventListener('focus', loadIndex);
input.addEventListener('input', search);
input.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    input.value = '';
    search();
  }
  if (event.key === 'Enter') list.querySelector('a')?.click();
});

if (window.matchMedia('(width < 800px)').matches) document.querySelector('nav details').open = false;
