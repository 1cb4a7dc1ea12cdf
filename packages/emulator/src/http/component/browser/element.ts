type Tags = HTMLElementTagNameMap;

/** An element with properties, `aria-...` attributes and content. */
export function element<Tag extends keyof Tags>(
  tag: Tag,
  properties: Partial<Tags[Tag]>,
  ...children: readonly (Node | string)[]
): Tags[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** What a row offers: a label, and what is done on a click. */
export type RowAction = readonly [label: string, run: () => void];

/** One line of a list: who it is about, what is said below, and its buttons. */
export function row(who: string, below: string, actions: readonly RowAction[]): HTMLLIElement {
  const buttons = actions.map(([label, run]) =>
    element('button', { type: 'button', ariaLabel: `${label}: ${who}`, onclick: run }, label),
  );
  return element('li', {}, element('span', { className: 'who' }, who, element('small', {}, below)), ...buttons);
}

/** Fills a place with a titled list, or empties it. */
export function fill(place: HTMLElement, id: string, title: string, rows: readonly HTMLLIElement[]): void {
  if (rows.length === 0) {
    place.replaceChildren();
    return;
  }
  const list = element('ul', {}, ...rows);
  list.setAttribute('aria-labelledby', id);
  place.replaceChildren(element('div', { className: 'title', id }, title), list);
}
