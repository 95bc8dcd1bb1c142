package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What spark-submit takes: all of ours, all services, nothing of Spark's. */
class ApplicationJarIT {
    private static final List<String> SERVICES = List.of(
            "META-INF/services/ai.djl.engine.EngineProvider", "META-INF/services/ai.djl.repository.zoo.ZooProvider");

    @Test
    void servicesOfSeveralJarsAreAllThere() throws IOException {
        for (String service : SERVICES) {
            Set<String> expected = new TreeSet<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (entry.endsWith(".jar")) {
                    expected.addAll(lines(Path.of(entry), service));
                }
            }
            assertThat(lines(jar(), service)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void itHasEveryModuleAndNothingThatSparkBrings() throws IOException {
        Set<String> roots = roots(jar());

        assertThat(roots).contains("org/waggle/common", "org/waggle/executor", "org/waggle/driver", "ai/djl/pytorch");
        assertThat(roots)
                .noneMatch(root -> Stream.of(
                                "org/apache/",
                                "scala/",
                                "com/fasterxml/",
                                "com/google/gson",
                                "com/esotericsoftware/",
                                "io/netty/",
                                "org/slf4j",
                                "org/yaml/",
                                "org/jline/")
                        .anyMatch(root::startsWith));
    }

    @Test
    void itHasNoNativeLibtorch() throws IOException {
        try (ZipFile zip = new ZipFile(jar().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.contains("libtorch") || name.startsWith("META-INF/maven/org.apache"))
                    .contains("jnilib/linux-x86_64/cpu/libdjl_torch.so", "jnilib/linux-x86_64/cu128/libdjl_torch.so");
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../application/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("waggle-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("There is no application jar: mvn -pl application -am package"));
        }
    }

    private static Set<String> roots(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> Arrays.stream(name.split("/")).limit(3).collect(Collectors.joining("/")))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> lines(Path jar, String entry) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry found = zip.getEntry(entry);
            if (found == null) {
                return List.of();
            }
            String text = new String(zip.getInputStream(found).readAllBytes(), StandardCharsets.UTF_8);
            return new ArrayList<>(text.lines().filter(line -> !line.isBlank()).toList());
        }
    }
}
