import java.io.File;
import java.nio.file.attribute.PosixFilePermissions;

class Permissions {
    void hits(File file) {
        // ruleid: java-world-writable-file
        file.setWritable(true, false);
        // ruleid: java-world-writable-file
        PosixFilePermissions.fromString("rwxrwxrwx");
    }

    void misses(File file) {
        // ok: java-world-writable-file
        file.setWritable(true, true);
        // ok: java-world-writable-file
        PosixFilePermissions.fromString("rw-r-----");
    }
}
