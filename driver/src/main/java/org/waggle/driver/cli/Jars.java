package org.waggle.driver.cli;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** Jars of the user's: this JVM sees their classes, and Spark hands them to its executors. */
final class Jars {
    /** Where Spark looks, in system properties too. */
    private static final String SPARK_JARS = "spark.jars";

    private Jars() {}

    /**
     * Adds jars to what the thread's class loader finds.
     *
     * @throws IllegalArgumentException if one is not a jar
     */
    static void add(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        List<String> all = new ArrayList<>();
        String before = System.getProperty(SPARK_JARS, "");
        if (!before.isEmpty()) {
            all.add(before);
        }
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                throw new IllegalArgumentException("Cannot read jar %s: there is no such file".formatted(jar));
            }
            requireZip(jar);
            URI uri = jar.toAbsolutePath().normalize().toUri();
            urls.add(url(uri));
            all.add(uri.toString());
        }
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(new URLClassLoader(urls.toArray(URL[]::new), thread.getContextClassLoader()));
        System.setProperty(SPARK_JARS, String.join(",", all));
    }

    private static void requireZip(Path jar) {
        try {
            new ZipFile(jar.toFile()).close();
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read jar %s: it is none (%s)".formatted(jar, e.getMessage()), e);
        }
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("Cannot make a URL of " + uri, e);
        }
    }
}
