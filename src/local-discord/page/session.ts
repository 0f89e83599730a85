/** What one tab remembers. The address names person and channel, so a reload or a copied address is the same view. */

export interface Place {
  person: string | undefined;
  channel: string | undefined;
}

/** Reads `#person=…&channel=…`. */
export function readPlace(): Place {
  const parts = new URLSearchParams(location.hash.slice(1));
  return { person: parts.get('person') ?? undefined, channel: parts.get('channel') ?? undefined };
}

/** Writes person and channel into the address without adding a step to the browser's history. */
export function writePlace(place: Place): void {
  history.replaceState(null, '', addressOf(place));
}

/** The address of a view, for links that open another tab. */
export function addressOf(place: Place): string {
  const parts = new URLSearchParams();
  if (place.person) parts.set('person', place.person);
  if (place.channel) parts.set('channel', place.channel);
  return `#${parts.toString()}`;
}

const dismissedKey = 'dismissed-messages';

/** Private answers the person has put away in this tab. */
export function dismissedMessages(): Set<string> {
  return new Set(JSON.parse(sessionStorage.getItem(dismissedKey) ?? '[]') as string[]);
}

/** Remembers one more of them; the oldest are forgotten after 500. */
export function dismissMessage(id: string): void {
  const all = [...dismissedMessages(), id].slice(-500);
  sessionStorage.setItem(dismissedKey, JSON.stringify(all));
}

const helpKey = 'help-hidden';

/** Whether the newcomer's help has been put away in this browser. */
export function helpHidden(): boolean {
  return localStorage.getItem(helpKey) === 'yes';
}

/** Hides the newcomer's help, or brings it back. */
export function hideHelp(hidden: boolean): void {
  if (hidden) localStorage.setItem(helpKey, 'yes');
  else localStorage.removeItem(helpKey);
}
