/** A letter or digit: something that a screen reader says in words. */
const SAID = /[\p{L}\p{N}]/u;
const PICTURE = /\.(?:png|jpe?g|gif|webp|svg)$/iu;

type Json = Record<string, unknown>;

/**
 * What in something the bot sent is lost on people who do not see it, a line each: messages, buttons and menus without
 * words. `tones` remembers the colour of each text; the same words in two colours would be a
 * difference that only the colour tells.
 */
export function inaccessible(body: unknown, tones: Map<string, number>): string[] {
  if (Array.isArray(body)) return body.flatMap((inner) => inaccessible(inner, tones));
  if (typeof body !== 'object' || body === null) return [];
  const part = body as Json;
  return [
    ...listOf(part.embeds).flatMap((embed) => wrongEmbed(embed, tones)),
    ...wrongComponent(part),
    ...Object.values(part).flatMap((inner) => inaccessible(inner, tones)),
  ];
}

function wrongEmbed(embed: Json, tones: Map<string, number>): string[] {
  const wrong: string[] = [];
  const fields = listOf(embed.fields);
  const words = [embed.title, embed.description, ...fields.flatMap(({ name, value }) => [name, value])]
    .filter((one): one is string => typeof one === 'string')
    .join('\n');
  if (!says(embed.title) && !says(embed.description)) wrong.push('a message begins without words');
  for (const { name, value } of fields) {
    if (!says(name) || !says(value)) wrong.push(`a field without words: ${String(name)}: ${String(value)}`);
  }
  const color = Number(embed.color);
  const known = tones.get(words);
  if (known === undefined) tones.set(words, color);
  else if (known !== color) wrong.push(`only the colour tells these apart: ${words}`);
  return wrong;
}

/** Pictures among the files of a message that nothing describes, a line each. */
export function undescribed(files: readonly { name: string; description?: string }[]): string[] {
  return files
    .filter(({ name, description }) => PICTURE.test(name) && !says(description))
    .map(({ name }) => `a picture without description: ${name}`);
}

function wrongComponent(part: Json): string[] {
  if (typeof part.custom_id !== 'string') return [];
  const { type, custom_id: id } = part;
  // A button; a menu; a form has no type of its own, its fields have their words in the label around them.
  if (type === 2 && !says(part.label)) return [`a button without words: ${id}`];
  if (type === 3 && !says(part.placeholder)) return [`a menu without words: ${id}`];
  if (type === 3 && listOf(part.options).some(({ label }) => !says(label)))
    return [`a choice without words: ${id}`];
  if (Array.isArray(part.components)) {
    const unnamed = listOf(part.components).some(({ label }) => !says(label));
    if (!says(part.title) || unnamed) return [`a form or field without words: ${id}`];
  }
  return [];
}

function says(text: unknown): boolean {
  return typeof text === 'string' && SAID.test(text);
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
