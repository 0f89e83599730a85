/** What one tab remembers. The address names person and channel, so a reload or a copied address is the same view. */

export interface Place {
  person: string | undefined;
  channel: string | undefined;
  /** Set while servers are shown side by side. */
  side?: SideColumn[] | undefined;
}

/** One of the servers shown side by side: who looks, and at which channel. */
export interface SideColumn {
  server: string;
  person: string;
  channel: string;
}

/** Reads `#person=…&channel=…`, and behind `side` a server, person and channel for each column. */
export function readPlace(): Place {
  const parts = new URLSearchParams(location.hash.slice(1));
  const side = parts.get('side')?.split(',').filter(Boolean);
  return {
    person: parts.get('person') ?? undefined,
    channel: parts.get('channel') ?? undefined,
    side: side?.map((column) => {
      const [server = '', person = '', channel = ''] = column.split('-');
      return { server, person, channel };
    }),
  };
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
  const side = place.side?.map(({ server, person, channel }) => `${server}-${person}-${channel}`);
  // Commas and hyphens need no escaping behind the "#".
  return `#${parts.toString()}${side ? `&side=${side.join(',')}` : ''}`;
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
