import java.io.File;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.commons.io.FilenameUtils;
import javax.servlet.http.HttpServletRequest;

class Downloads {
    void hits(HttpServletRequest request) throws Exception {
        String name = request.getParameter("file");
        // ruleid: java-path-traversal
        new FileInputStream("/srv/files/" + name);
        // ruleid: java-path-traversal
        Files.readAllBytes(Paths.get("/srv/files", name));
    }

    void misses(HttpServletRequest request, Path root) throws Exception {
        // ok: java-path-traversal
        new FileInputStream("/srv/files/" + FilenameUtils.getName(request.getParameter("file")));
        Path path = root.resolve(request.getParameter("file")).normalize();
        if (!path.startsWith(root)) {
            return;
        }
        // ok: java-path-traversal
        Files.readAllBytes(path);
        Path scratch = Files.createTempFile("upload", request.getParameter("file"));
        // ok: java-path-traversal
        new FileInputStream(scratch.toFile());
        // ok: java-path-traversal
        new FileInputStream("/srv/files/readme.txt");
    }

    File guarded(HttpServletRequest request, File root) throws Exception {
        // ok: java-path-traversal
        File file = new File(root, request.getParameter("file"));
        if (!isSubdirectoryOf(root, file)) {
            throw new IllegalArgumentException("outside");
        }
        return file;
    }

    File open(HttpServletRequest request, File root) throws Exception {
        // ruleid: java-path-traversal
        File file = new File(root, request.getParameter("file"));
        if (!isSubdirectoryOf(root, root)) {
            throw new IllegalArgumentException("outside");
        }
        return file;
    }

    void named(MultipartFile upload) throws Exception {
        // ok: java-path-traversal
        new FileOutputStream(folder + UUID.randomUUID() + "." + getExtensionName(upload.getOriginalFilename()));
        // ruleid: java-path-traversal
        new FileOutputStream(folder + UUID.randomUUID() + "/" + upload.getOriginalFilename());
    }
}
