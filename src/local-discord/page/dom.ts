type Attribute = string | number | boolean | undefined | ((event: never) => void);
type Child = Node | string | number | false | null | undefined;

/**
 * Makes an element: attributes as in HTML (`true` is an empty attribute, `false` and `undefined` none), functions under
 * `onclick` and the like as listeners, strings as text. The page's only way of making elements, so that nothing that
 * came from a message is ever read as HTML.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Record<string, Attribute>,
  ...children: Child[]
): HTMLElementTagNameMap[K];
export function h(tag: string, attributes?: Record<string, Attribute>, ...children: Child[]): HTMLElement;
export function h(
  tag: string,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as (event: Event) => void);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

/** Appends nodes and texts, skipping the empty results of conditions. */
export function append(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (child === false || child === null || child === undefined) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** One of the few line icons, drawn as SVG. */
export function icon(path: string, size = 20): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const attributes = {
    viewBox: '0 0 24 24',
    width: String(size),
    height: String(size),
    'aria-hidden': 'true',
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.setAttribute('class', 'icon');
  const line = document.createElementNS(namespace, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

export const icons = {
  hash: 'M5 9h15M4 15h15M10 4 8 20M16 4l-2 16',
  at: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Zm0 0v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-4 7.5',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6 6 18',
  clock: 'M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  down: 'M6 9l6 6 6-6',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12Zm13 0a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z',
  people:
    'M12.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0ZM2 20c.5-4 3.2-6 7-6s6.5 2 7 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.300.8 3.7 2.7 4 5.5',
  columns: 'M4 5h16v14H4zM12 5v14',
  back: 'M11 6l-6 6 6 6M5 12h14',
  newTab: 'M14 4h6v6M20 4l-9 9M10 5H5v14h14v-5',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  thread: 'M5 4v9a3 3 0 0 0 3 3h11M15 12l4 4-4 4',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  help: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
};

const painted = new WeakMap<HTMLElement, string>();

/**
 * Rebuilds a part of the page when what it shows has changed (`key`), and puts the focus back on the control with the
 * same test id, so that a live update never takes it away.
 */
export function repaint(root: HTMLElement, key: unknown, build: () => Child[]): void {
  const next = JSON.stringify(key);
  if (painted.get(root) === next) return;
  painted.set(root, next);
  const active = document.activeElement;
  const focused =
    active instanceof HTMLElement && root.contains(active) ? active.dataset['testid'] : undefined;
  const nodes = document.createDocumentFragment();
  append(nodes, build());
  root.replaceChildren(nodes);
  if (focused) root.querySelector<HTMLElement>(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}
