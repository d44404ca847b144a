import java.io.File;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

class Unpack {
    void hits(ZipInputStream in, File folder) throws Exception {
        ZipEntry entry = in.getNextEntry();
        File file = new File(folder, entry.getName());
        // ruleid: java-zip-slip
        try (FileOutputStream out = new FileOutputStream(file)) {
            in.transferTo(out);
        }
    }

    void copies(ZipInputStream in, Path folder) throws Exception {
        ZipEntry entry = in.getNextEntry();
        // ruleid: java-zip-slip
        Files.copy(in, folder.resolve(entry.getName()));
    }

    void checked(ZipInputStream in, Path folder) throws Exception {
        ZipEntry entry = in.getNextEntry();
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IllegalStateException("outside");
        }
        // ok: java-zip-slip
        Files.copy(in, path);
    }

    void flat(ZipInputStream in, File folder) throws Exception {
        ZipEntry entry = in.getNextEntry();
        String name = new File(entry.getName()).getName();
        // ok: java-zip-slip
        new FileOutputStream(new File(folder, name)).close();
    }
}
