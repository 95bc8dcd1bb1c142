package org.waggle.executor.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * Where this JVM would load libtorch from. It is looked at before DJL does, which answers a library that is missing or
 * of another version with a download.
 *
 * @param version such as {@code 2.7.1}
 * @param flavor {@code cpu}, or {@code cu128} for CUDA 12.8
 * @param place jar or folder
 */
record LibtorchSource(String version, String flavor, String place) {
    /** Names a folder with {@code libtorch.so}, on a shared path or in an image; it wins over jars. */
    static final String FOLDER = "PYTORCH_LIBRARY_PATH";

    private static final String JAR_ENTRY = "native/lib/pytorch.properties";
    private static final String JNI_ENTRY = "jnilib/pytorch.properties";
    private static final String CPU = "cpu";

    /**
     * What a machine offers.
     *
     * @param variables environment
     * @param classes class path
     * @param platform in DJL's words, such as {@code linux-x86_64}
     * @param hasCuda whether CUDA's run-time library can be loaded
     */
    record Machine(Map<String, String> variables, ClassLoader classes, String platform, boolean hasCuda) {}

    /**
     * What is to be loaded.
     *
     * @throws RunException if there is no libtorch, or none that fits
     */
    static LibtorchSource on(Machine machine) {
        String wanted = wanted(machine.classes());
        String folder = machine.variables().getOrDefault(FOLDER, "");
        if (!folder.isEmpty()) {
            return inFolder(Path.of(folder), wanted, machine);
        }
        List<String> refused = new ArrayList<>();
        for (URL url : urls(machine.classes())) {
            Properties jar = properties(url);
            String objection = objection(jar, wanted, machine);
            if (objection.isEmpty()) {
                return new LibtorchSource(wanted, jar.getProperty("flavor", CPU), place(url));
            }
            refused.add("%s %s".formatted(place(url), objection));
        }
        throw failure(
                refused.isEmpty() ? "none on the class path, and no " + FOLDER : String.join("; ", refused),
                wanted,
                machine.platform());
    }

    private static LibtorchSource inFolder(Path folder, String wanted, Machine machine) {
        if (!Files.isRegularFile(folder.resolve(System.mapLibraryName("torch")))) {
            throw failure(
                    "%s=%s has no %s".formatted(FOLDER, folder, System.mapLibraryName("torch")),
                    wanted,
                    machine.platform());
        }
        String version = versionBeside(folder, wanted);
        if (!isVersion(version, wanted)) {
            throw failure("%s=%s is version %s".formatted(FOLDER, folder, version), wanted, machine.platform());
        }
        boolean cuda = Files.isRegularFile(folder.resolve(System.mapLibraryName("torch_cuda")));
        String flavor = cuda ? cudaFlavor(machine.classes(), machine.platform()) : CPU;
        if (cuda && !machine.hasCuda()) {
            throw failure(
                    "%s=%s is for CUDA, which this machine lacks".formatted(FOLDER, folder),
                    wanted,
                    machine.platform());
        }
        return new LibtorchSource(wanted, flavor, folder.toString());
    }

    /** PyTorch's own archives tell their version in a file beside the folder of libraries. */
    private static String versionBeside(Path folder, String otherwise) {
        Path file = folder.toAbsolutePath().resolveSibling("build-version");
        try {
            return Files.isRegularFile(file) ? Files.readString(file).strip() : otherwise;
        } catch (IOException e) {
            return otherwise;
        }
    }

    private static String objection(Properties jar, String wanted, Machine machine) {
        String version = jar.getProperty("version", "");
        String flavor = jar.getProperty("flavor", CPU);
        String platform = jar.getProperty("classifier", "");
        if (jar.getProperty("placeholder") != null) {
            return "has no libraries, only a note to download them";
        }
        if (!platform.equals(machine.platform())) {
            return "is for %s".formatted(platform);
        }
        if (!isVersion(version, wanted)) {
            return "is version %s".formatted(version);
        }
        if (machine.classes().getResource(jni(platform, flavor)) == null) {
            return "is of flavour %s, which Waggle has no binding for".formatted(flavor);
        }
        return flavor.startsWith("cu") && !machine.hasCuda() ? "is for CUDA, which this machine lacks" : "";
    }

    private static boolean isVersion(String version, String wanted) {
        return version.startsWith(wanted)
                && (version.length() == wanted.length() || !Character.isDigit(version.charAt(wanted.length())));
    }

    private static String jni(String platform, String flavor) {
        return "jnilib/%s/%s/%s".formatted(platform, flavor, System.mapLibraryName("djl_torch"));
    }

    /** The only CUDA that DJL binds in a version. */
    private static String cudaFlavor(ClassLoader classes, String platform) {
        return List.of("cu128", "cu126", "cu124").stream()
                .filter(flavor -> classes.getResource(jni(platform, flavor)) != null)
                .findFirst()
                .orElse("cu128");
    }

    /** The version that the binding was built for, the first part of {@code 2.7.1-0.35.1}. */
    private static String wanted(ClassLoader classes) {
        URL url = classes.getResource(JNI_ENTRY);
        String version = url == null ? "" : properties(url).getProperty("jni_version", "");
        return version.isEmpty() ? "of any version" : version.substring(0, version.indexOf('-'));
    }

    private static List<URL> urls(ClassLoader classes) {
        try {
            return Collections.list(classes.getResources(JAR_ENTRY));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Properties properties(URL url) {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
            properties.load(in);
        } catch (IOException e) {
            throw new RunException(FailureKind.RESOURCE, "Cannot read %s: %s".formatted(url, e.getMessage()), e);
        }
        return properties;
    }

    /** The jar of a URL {@code jar:file:/…/natives.jar!/native/…}. */
    private static String place(URL url) {
        String text = url.toString();
        int end = text.indexOf('!');
        String jar = end < 0 ? text : text.substring(0, end);
        return jar.substring(jar.lastIndexOf('/') + 1);
    }

    private static RunException failure(String found, String wanted, String platform) {
        return new RunException(
                FailureKind.RESOURCE,
                "Cannot load libtorch %s: %s (%s)".formatted(wanted, found, remedy(wanted, platform)));
    }

    /** What to do, for messages. */
    static String remedy(@Nullable String version, String platform) {
        return "give driver and executors pytorch-native-cpu-%1$s-%2$s.jar, on GPUs pytorch-native-cu128-%1$s-%2$s.jar, by --jars or in Spark's folder jars; or set %3$s to a folder with its libraries, for executors by --conf spark.executorEnv.%3$s=…"
                .formatted(version, platform, FOLDER);
    }
}
