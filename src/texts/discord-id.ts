/** Discord's ids have 17 to 20 digits today; a longer run could hold one. */
const ID = /\d{17,}/gu;

/** Whether a text holds what could be an id of Discord's, as a mention or a bare number. */
export function holdsDiscordId(text: string): boolean {
  return text.search(ID) !== -1;
}

/** The same text with an ellipsis in place of what could be such an id. */
export function withoutDiscordIds(text: string): string {
  return text.replace(ID, '…');
}
