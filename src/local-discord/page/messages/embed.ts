import type { APIEmbed, APIEmbedImage } from 'discord.js';
import { h } from '../dom.js';
import { drawPicture } from '../files/picture.js';
import { colourOf, type Names } from '../markdown/mentions.js';
import { renderMarkdown } from '../markdown/render.js';
import { formatMessageTime } from '../time-format.js';
import { localAddress, webAddress } from './attachments.js';

/**
 * An embed. Title and field names go into the component's slots instead of its attributes, because the attributes
 * show Markdown's backslashes, and the picture does too, because only so it can have its own description.
 */
export function drawEmbed(embed: APIEmbed, names: Names): HTMLElement {
  const element = h('discord-embed', {
    slot: 'embeds',
    color: embed.color ? colourOf(embed.color) : undefined,
    'author-name': embed.author?.name,
    'author-url': webAddress(embed.author?.url),
  });
  if (embed.title) element.append(title(embed, names));
  if (embed.description) {
    element.append(
      h(
        'discord-embed-description',
        { slot: 'description', class: 'markdown' },
        renderMarkdown(embed.description, names, true),
      ),
    );
  }
  const fields = embed.fields ?? [];
  if (fields.length > 0) element.append(fieldGrid(fields, names));
  for (const image of [embed.image, embed.thumbnail]) {
    const picture = image && drawImage(image);
    if (picture) element.append(picture);
  }
  const footer = [
    embed.footer?.text,
    embed.timestamp ? formatMessageTime(new Date(embed.timestamp), names.now()) : undefined,
  ].filter(Boolean);
  if (footer.length > 0) {
    element.append(
      h('discord-embed-footer', { slot: 'footer' }, h('span', { class: 'footer' }, footer.join(' • '))),
    );
  }
  return element;
}

function title(embed: APIEmbed, names: Names): HTMLElement {
  const inside = renderMarkdown(embed.title ?? '', names, true);
  const href = webAddress(embed.url);
  return h(
    'h3',
    { slot: 'description', class: 'embed-title markdown' },
    href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer', class: 'link' }, inside) : inside,
  );
}

function fieldGrid(fields: NonNullable<APIEmbed['fields']>, names: Names): HTMLElement {
  const grid = h('discord-embed-fields', { slot: 'fields' });
  let column = 0;
  for (const field of fields) {
    column = field.inline ? (column % 3) + 1 : 0;
    grid.append(
      h(
        'discord-embed-field',
        { inline: field.inline ?? false, 'inline-index': field.inline ? column : undefined },
        h('div', { class: 'field-name markdown' }, renderMarkdown(field.name, names, true)),
        h('div', { class: 'markdown' }, renderMarkdown(field.value, names, true)),
      ),
    );
  }
  return grid;
}

function drawImage(image: APIEmbedImage): HTMLElement | undefined {
  const address = localAddress(image.url);
  if (!address) return undefined;
  // Discord sends the description of a file shown here with the picture; the file is not listed again.
  const { description } = image as APIEmbedImage & { description?: string };
  const box = drawPicture(address, description);
  box.slot = 'fields';
  return box;
}
