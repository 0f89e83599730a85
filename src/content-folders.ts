import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** CONTENT_DIR where nobody has set it: our texts and no others. */
export const OURS_ALONE = 'data';

/**
 * The folder of the texts that come with the bot: `data` beside the code, wherever the bot is started from. It lies
 * above `src`, and two above where the build puts it.
 */
export function ourTexts(from = import.meta.url): string {
  let folder = path.dirname(fileURLToPath(from));
  while (!existsSync(path.join(folder, OURS_ALONE, 'article.yaml')) && path.dirname(folder) !== folder) {
    folder = path.dirname(folder);
  }
  const found = path.join(folder, OURS_ALONE);
  const near = path.relative(process.cwd(), found);
  return near.startsWith('..') || path.isAbsolute(near) ? found : near;
}

/** The folder of a group's own texts that CONTENT_DIR names; undefined where it names ours. */
export function ownTexts(contentDir: string): string | undefined {
  if (contentDir === OURS_ALONE) return undefined;
  return realOf(contentDir) === realOf(ourTexts()) ? undefined : contentDir;
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // What is wrong with it is said by whoever reads it.
    return path.resolve(folder);
  }
}
