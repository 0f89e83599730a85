import { list } from '../json.js';
import { checkFiles } from './file-rules.js';
import { checkNotEmpty } from './message-rules.js';
import type { Path } from './error-tree.js';
import type { Incoming } from '../files.js';
import type { Json } from '../json.js';
import type { StoredMessage } from '../types.js';

/** Checks the files of a new or edited message, and that there is something in it. `edited`: the message as it was. */
export function checkContents(incoming: Incoming, edited?: StoredMessage, prefix: Path = []): void {
  const { body, uploads } = incoming;
  checkFiles(incoming, edited?.files, prefix);
  const named = Array.isArray(body.attachments) ? list(body.attachments) : undefined;
  const kept = edited?.files.filter((file) => !named || named.some(({ id }) => String(id) === file.id)) ?? [];
  checkNotEmpty(edited ? afterEdit(edited, body) : body, kept.length + uploads.length);
}

/** What a message would hold after an edit, for the question whether it would be empty. */
function afterEdit(stored: StoredMessage, body: Json): Json {
  const { message } = stored;
  return {
    content: body.content === undefined ? message.content : body.content,
    embeds: body.embeds === undefined ? message.embeds : body.embeds,
    components: body.components === undefined ? message.components : body.components,
    poll: message.poll,
  };
}
