package org.waggle.common.swarm;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** The local disk under another scheme, with names that its user may not read or delete, whoever that is. */
public final class GuardedFileSystem extends RawLocalFileSystem {
    static final String SCHEME = "guarded";
    private static final String UNREADABLE = "guarded.unreadable";
    private static final String UNDELETABLE = "guarded.undeletable";

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.guarded.impl", GuardedFileSystem.class.getName());
        configuration.setBoolean("fs.guarded.impl.disable.cache", true);
        return configuration;
    }

    /** Forbids to read files and folders whose names match an expression. */
    static void forbidReading(Configuration configuration, String names) {
        configuration.set(UNREADABLE, names);
    }

    /** Forbids to delete files and folders whose names match an expression. */
    static void forbidDeleting(Configuration configuration, String names) {
        configuration.set(UNDELETABLE, names);
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        require(UNREADABLE, path);
        return super.open(path, bufferSize);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        require(UNREADABLE, path);
        FileStatus[] found = super.listStatus(path);
        // As HDFS does.
        Arrays.sort(found);
        return found;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        require(UNDELETABLE, path);
        return super.delete(path, recursive);
    }

    private void require(String forbidden, Path path) throws AccessControlException {
        if (path.getName().matches(getConf().get(forbidden, ""))) {
            throw new AccessControlException("Permission denied: " + path);
        }
    }
}
