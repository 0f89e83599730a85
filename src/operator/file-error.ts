/** What to say of an error of the system. */
export function sentenceFor(code: string): string {
  switch (code) {
    case 'EEXIST':
      return 'Nothing was written: there is a file of that name already. Give another name.';
    case 'ENOENT':
      return 'Nothing was written: the file, or the folder it shall be in, is not there. Check the name.';
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return 'Nothing was written: the disk is full. Free some space, or give a file on another disk.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return "Nothing was written: the file or its folder is not the bot's user's own. Give another, or run this as that user.";
    default:
      return `It did not work (${code}). Nothing was changed.`;
  }
}
