package org.waggle.integration.component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Failures that a test plants, as files in a folder that all JVMs of a run see. Each strikes once: whoever deletes its
 * file.
 */
public final class Faults {
    /** Name of the system property that tells the folder. */
    public static final String FOLDER = "waggle.test.faults";

    private static final int POLL_MILLIS = 5;

    private Faults() {}

    /** What happens at a place in the code. */
    public enum Kind {
        /** It throws. */
        THROW,
        /** Its process ends at once, as by kill -9. */
        HALT,
        /** It never returns; a file {@code PLACE.paused} says that it is there. */
        PAUSE,
        /** As {@link #PAUSE}, until somebody {@linkplain Faults#release releases} it. */
        WAIT;

        Path file(Path folder, String place) {
            return folder.resolve(place + "." + name());
        }
    }

    /** Plants a failure. */
    public static void plant(Path folder, String place, Kind kind) throws IOException {
        Files.createDirectories(folder);
        Files.createFile(kind.file(folder, place));
    }

    /** The file that appears when a planted pause is reached. */
    public static Path paused(Path folder, String place) {
        return folder.resolve(place + ".paused");
    }

    /** Lets go on what waits at a place. */
    public static void release(Path folder, String place) throws IOException {
        Files.createFile(released(folder, place));
    }

    private static Path released(Path folder, String place) {
        return folder.resolve(place + ".released");
    }

    static void strike(String place) {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            for (Kind kind : Kind.values()) {
                strike(Path.of(folder), place, kind);
            }
        }
    }

    private static void strike(Path folder, String place, Kind kind) {
        try {
            if (!Files.deleteIfExists(kind.file(folder, place))) {
                return;
            }
            switch (kind) {
                case THROW -> throw new IllegalStateException("planted at " + place);
                case HALT -> Runtime.getRuntime().halt(1);
                case PAUSE -> pause(paused(folder, place));
                case WAIT -> await(folder, place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Path folder, String place) throws IOException, InterruptedException {
        Files.createFile(paused(folder, place));
        while (!Files.exists(released(folder, place))) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void pause(Path sign) throws IOException, InterruptedException {
        Files.createFile(sign);
        new CountDownLatch(1).await();
    }
}
