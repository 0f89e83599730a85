import { h } from '../dom.js';
import { texts } from '../texts.js';

/** A picture that opens in full size in a new tab, with its alt text below for those who see it. */
export function drawPicture(
  address: string,
  description: string | undefined,
  attributes: Record<string, string> = {},
): HTMLElement {
  const image = h('img', { class: 'picture', src: address, alt: description ?? texts.messages.image });
  const link = h(
    'a',
    { href: address, target: '_blank', rel: 'noopener', title: texts.files.openPicture, ...attributes },
    image,
  );
  const alt = description === undefined ? null : altText(description);
  return h('div', { class: 'picture-box' }, link, alt);
}

// Written out only while it is open: it is said with the picture already, and should not be found on the page twice.
function altText(description: string): HTMLElement {
  const text = h('p', { class: 'hint' });
  const details = h('details', { class: 'alt-text' }, h('summary', {}, texts.files.altText), text);
  details.addEventListener('toggle', () => {
    text.textContent = details.open ? description : '';
  });
  return details;
}
