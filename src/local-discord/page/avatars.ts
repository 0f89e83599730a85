/** Colours with at least 4.5:1 against white letters. */
const colours = [
  '#4d59e0',
  '#1f7a4d',
  '#a8452c',
  '#7a4bb5',
  '#0f6f8c',
  '#a33a6b',
  '#6b6a1f',
  '#3a5a9b',
  '#8a4a1c',
];

const made = new Map<string, string>();

/** A picture with coloured initials as a `data:` address; the same id always gets the same colour. */
export function avatarOf(id: string, name: string, bot = false): string {
  const key = `${id} ${name}`;
  const known = made.get(key);
  if (known) return known;
  const colour = bot ? '#c03537' : colourOf(id);
  const letters = initials(name).replace(/[<>&"']/g, '');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" viewBox="0 0 80 80">` +
    `<rect width="80" height="80" fill="${colour}"/><text x="40" y="52" text-anchor="middle" ` +
    `font-family="Noto Sans,Helvetica,Arial,sans-serif" font-size="32" font-weight="600" fill="#fff">${letters}</text></svg>`;
  const address = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  made.set(key, address);
  return address;
}

/** Up to two letters that stand for a name: "Dockworkers' Branch" becomes DB. */
export function initials(name: string): string {
  const words = name
    .split(/\s+/)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => Array.from(word ?? '')[0]?.toUpperCase() ?? '').join('');
}

function colourOf(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
  return colours[sum % colours.length] ?? '#4d59e0';
}
