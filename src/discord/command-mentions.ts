/** Clickable command mentions, `</proposal list:id>`; plain `/proposal list` before commands are registered. */
export class CommandMentions {
  readonly #ids = new Map<string, string>();

  remember(ids: Record<string, string>): void {
    for (const [name, id] of Object.entries(ids)) this.#ids.set(name, id);
  }

  /** `path` is a command with its subcommand, e.g. `proposal list`. */
  of(path: string): string {
    const id = this.#ids.get(path.split(' ')[0] ?? '');
    return id === undefined ? `\`/${path}\`` : `</${path}:${id}>`;
  }
}
