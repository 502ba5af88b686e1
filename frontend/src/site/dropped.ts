/** The files in what was dropped, folders opened. */

export interface Dropped {
  file: File;
  /** Path inside the dropped folder, or the file's name. */
  path: string;
}

/** Every file, in the order of their paths. Must be called while the drop event is still being handled. */
export async function filesOf(transfer: DataTransfer): Promise<Dropped[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.length) return [...transfer.files].map((file) => ({ file, path: file.name }));
  const found: Dropped[] = [];
  for (const entry of entries) await open(entry, found);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function open(entry: FileSystemEntry, found: Dropped[]): Promise<void> {
  if (entry.name.startsWith(".")) return; // .DS_Store and its kin are nobody's record
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return; // a reader hands out a hundred at a time, and nothing when it is done
    for (const one of some) await open(one, found);
  }
}
