import { readdirSync } from "node:fs";
import { create } from "tar";

/** Packs the files of a folder, at the top of the archive. The same files make the same bytes, whoever packs them and when. */
export async function packFolder(folder: string, archive: string): Promise<void> {
  const names = readdirSync(folder).sort();
  await create({ cwd: folder, file: archive, gzip: true, portable: true, mtime: new Date(0) }, names);
}
