import AdmZip from 'adm-zip';
import * as fs from 'fs';
import * as path from 'path';

export function unpack(file: string, dir: string): void {
  for (const entry of new AdmZip(file).getEntries()) {
    // ruleid: javascript-zip-slip
    fs.writeFileSync(path.join(dir, entry.entryName), entry.getData());
    // ok: javascript-zip-slip
    fs.writeFileSync(path.join(dir, 'content'), entry.getData());
  }
}
